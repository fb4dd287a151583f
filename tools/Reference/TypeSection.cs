using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace LvsPluggable.Reference;

/// <summary>One type in the page: its declaration, what it is, and its members, methods last.</summary>
internal static class TypeSection
{
    private static readonly SymbolDisplayFormat Declaration = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeMemberKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    public static IEnumerable<string> Of(INamedTypeSymbol type, CommentText comments)
    {
        var name = type.ToDisplayString(Declaration.WithKindOptions(SymbolDisplayKindOptions.None));
        yield return $"### {name.Replace("<", "\\<", StringComparison.Ordinal)}";
        yield return "";
        yield return $"`{Modifiers(type)}{type.ToDisplayString(Declaration)}{Bases(type)}`";
        yield return "";
        var comment = comments.Of(type);
        yield return comments.Summary(comment);
        foreach (var line in comments.Details(comment))
        {
            yield return line;
        }

        // What the compiler makes, as for a record, has no comment.
        var members = type.GetMembers().Where(member => member.DeclaredAccessibility == Accessibility.Public && member is not IMethodSymbol { AssociatedSymbol: not null })
            .Select(member => (Member: member, Comment: comments.Of(member))).Where(pair => pair.Comment is not null)
            // An assembly has methods before properties.
            .OrderBy(pair => pair.Member is IMethodSymbol { MethodKind: not MethodKind.Constructor }).ToList();
        if (members.Count > 0)
        {
            yield return "";
        }

        foreach (var line in members.SelectMany(pair => Lines(pair.Member, pair.Comment!, comments)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Lines(ISymbol member, XElement comment, CommentText comments) =>
    [
        $"- `{member.ToDisplayString(Declaration)}`  ",
        $"  {comments.Summary(comment)}",
        .. comments.Details(comment).Select(line => $"  {line}"),
    ];

    private static string Modifiers(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Class, IsStatic: true } => "public static ",
        { TypeKind: TypeKind.Class, IsAbstract: true } => "public abstract ",
        { TypeKind: TypeKind.Class, IsSealed: true } => "public sealed ",
        _ => "public ",
    };

    private static string Bases(INamedTypeSymbol type)
    {
        var bases = type.Interfaces.Where(contract => contract.Name != nameof(IEquatable<object>))
            .Prepend(type is { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.None } ? type.BaseType : null)
            .OfType<INamedTypeSymbol>()
            .Select(contract => contract.ToDisplayString(Declaration.WithKindOptions(SymbolDisplayKindOptions.None)))
            .ToList();
        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }
}

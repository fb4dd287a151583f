using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace LvsPluggable.Reference;

/// <summary>Documentation comments as Markdown.</summary>
internal sealed partial class CommentText(Library library)
{
    private static readonly SymbolDisplayFormat Name = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The comment of a type or member, or that which it inherits; null where there is none.</summary>
    public XElement? Of(ISymbol symbol)
    {
        var comment = library.CommentOf(symbol);
        if (comment?.Element("inheritdoc") is not { } inherited)
        {
            return comment;
        }

        var origin = inherited.Attribute("cref") is { } cref ? library.Find(cref.Value) : Overridden(symbol);
        return origin is null ? throw new InvalidOperationException($"{symbol} inherits a comment, and it cannot be told whose.") : Of(origin);
    }

    /// <summary>What it is.</summary>
    public string Summary(XElement? comment) => Line(comment?.Element("summary") ?? throw new InvalidOperationException($"There is no summary in: {comment}"));

    /// <summary>What goes in and comes out, an item of a list each.</summary>
    public IEnumerable<string> Details(XElement? comment) => (comment?.Elements() ?? []).Select(Detail).OfType<string>();

    private string? Detail(XElement element) => element.Name.LocalName switch
    {
        "summary" => null,
        "typeparam" or "param" => $"- `{element.Attribute("name")!.Value}`: {Line(element)}",
        "returns" => $"- returns: {Line(element)}",
        "exception" => $"- throws `{Named(element)}`: {Line(element)}",
        var other => throw new NotSupportedException($"A comment has the element {other}."),
    };

    private string Line(XElement element) => Blanks().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private string Text(XNode node) => node switch
    {
        XText text => text.Value.Replace("<", "\\<", StringComparison.Ordinal),
        XElement { Name.LocalName: "see" } see => $"`{(see.Attribute("cref") is null ? see.Attribute("langword")!.Value : Named(see))}`",
        XElement { Name.LocalName: "paramref" or "typeparamref" } reference => $"`{reference.Attribute("name")!.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        _ => throw new NotSupportedException($"A comment has {node}."),
    };

    private string Named(XElement element)
    {
        var cref = element.Attribute("cref")!.Value;
        return library.Find(cref)?.ToDisplayString(Name) ?? throw new InvalidOperationException($"{cref} cannot be found.");
    }

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => property.OverriddenProperty,
        IMethodSymbol method => method.OverriddenMethod,
        _ => null,
    };

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}

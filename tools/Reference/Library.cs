using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LvsPluggable.Reference;

/// <summary>Assemblies that lie beside this program, with their documentation files, as the compiler sees them.</summary>
internal sealed class Library
{
    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<string, XElement> _comments;

    /// <param name="names">The names of the assemblies.</param>
    public Library(params string[] names)
    {
        var files = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        var documented = names.Select(name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"))).ToList();
        var others = files.Where(group => !names.Contains(group.Key, StringComparer.Ordinal)).Select(group => MetadataReference.CreateFromFile(group.First()));
        _compilation = CSharpCompilation.Create("Reference", references: [.. documented, .. others]);
        _comments = names
            .SelectMany(name => XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{name}.xml")).Descendants("member"))
            .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
        Assemblies = [.. documented.Select(reference => (IAssemblySymbol)_compilation.GetAssemblyOrModuleSymbol(reference)!)];
    }

    public IReadOnlyList<IAssemblySymbol> Assemblies { get; }

    /// <summary>Its public types, by name.</summary>
    public static IEnumerable<INamedTypeSymbol> TypesOf(IAssemblySymbol assembly) => All(assembly.GlobalNamespace)
        .Where(type => type.DeclaredAccessibility == Accessibility.Public)
        .OrderBy(type => type.Name, StringComparer.Ordinal).ThenBy(type => type.Arity);

    /// <summary>The documentation comment of a type or member; null where it has none.</summary>
    public XElement? CommentOf(ISymbol symbol) => _comments.GetValueOrDefault(symbol.GetDocumentationCommentId() ?? "");

    /// <summary>What a cref of a documentation comment names.</summary>
    public ISymbol? Find(string cref) => DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, _compilation);

    private static IEnumerable<INamedTypeSymbol> All(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(All));
}

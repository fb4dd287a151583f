namespace LvsPluggable.Host.Settings.Files;

/// <summary>Virtual services of a configuration file that have the same real servers.</summary>
/// <param name="Name">The name of the pool, or of the service that has its own.</param>
/// <param name="Services">The sections of the services.</param>
/// <param name="Sections">The sections that say what the real servers are: what a later one says goes before what an earlier one does.</param>
internal sealed record FileGroup(string Name, IReadOnlyList<FileSection> Services, IReadOnlyList<FileSection> Sections)
{
    /// <summary>What they say together.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } = Merge(Sections, _ => true);

    /// <summary>What a service says, or the defaults in its place, about itself.</summary>
    public static IReadOnlyDictionary<string, string> TextsOf(FileSection service, FileSection? defaults) =>
        Merge(defaults is null ? [service] : [defaults, service], name => ParameterScopes.Of(name) == ParameterScope.Service);

    private static Dictionary<string, string> Merge(IReadOnlyList<FileSection> sections, Func<string, bool> counts)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in sections.SelectMany(section => section.Texts).Where(pair => pair.Key != FileSection.Pool && counts(pair.Key)))
        {
            texts[name] = text;
        }

        return texts;
    }
}

using System.Text.RegularExpressions;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Loading;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>What is known while a configuration file is read, and what was found wrong until then.</summary>
/// <param name="catalog">The plugins.</param>
/// <param name="file">The file.</param>
/// <param name="known">What the same file made before; empty when that is not known.</param>
internal sealed partial class FileReading(PluginCatalog catalog, ConfigurationFile file, IReadOnlyList<ServiceKey> known)
{
    private readonly Queue<ServiceKey> _known = new(known);
    private readonly HashSet<FileMistake> _mistakes = [.. file.Mistakes];

    public PluginCatalog Catalog => catalog;

    /// <summary>Reads all parameters.</summary>
    public SettingsReader Settings { get; } = new([.. HostSettings.All, .. catalog.Parameters]);

    /// <summary>The names of all parameters.</summary>
    public HashSet<string> Declared { get; } =
        [.. HostSettings.All.Concat(catalog.Parameters).Select(parameter => parameter.Name)];

    public ConfigurationFile File => file;

    /// <summary>The names of the services, by what selects them.</summary>
    public Dictionary<ServiceKey, string> Taken { get; } = [];

    public IReadOnlyCollection<FileMistake> Mistakes => _mistakes;

    /// <summary>Whether there is a mistake that does not depend on the node.</summary>
    public bool IsWrongEverywhere { get; private set; } = file.Mistakes.Count > 0;

    // They are in the order in which services are read.
    public IReadOnlyList<ServiceKey>? TakeKnown(ParameterValues settings)
    {
        var count = settings.IsSet(ServiceParameters.FirewallMark.Name) ? 1 : settings.Get(HostSettings.Port).Count;
        return _known.Count < count ? null : [.. Enumerable.Range(0, count).Select(_ => _known.Dequeue())];
    }

    // A plugin that could not be loaded may be the one that declares it.
    public void SayUnknown(FileSection section, string name)
    {
        Say(section.PlaceOf(name)!.Value, SettingsReader.UnknownName(name, Declared), isWrongEverywhere: false);
        foreach (var refused in catalog.Refused)
        {
            Say(new Place(1, 1), $"Not loaded: {refused.File}: {refused.Reason}", isWrongEverywhere: false);
        }
    }

    public void Say(Place place, string what, bool isWrongEverywhere = true)
    {
        _mistakes.Add(new FileMistake(place, what));
        IsWrongEverywhere |= isWrongEverywhere;
    }

    public void Say(IEnumerable<string> mistakes, IReadOnlyList<FileSection> sections, bool isWrongEverywhere = true)
    {
        foreach (var mistake in mistakes)
        {
            Say(PlaceOf(mistake, sections), mistake, isWrongEverywhere);
        }
    }

    // Sentences about parameters name them: the first that is there is meant.
    private static Place PlaceOf(string mistake, IReadOnlyList<FileSection> sections) => Word().Matches(mistake)
        .Select(word => sections.Reverse().Select(section => section.PlaceOf(word.Value)).FirstOrDefault(place => place is not null))
        .FirstOrDefault(place => place is not null) ?? sections[^1].Place;

    [GeneratedRegex("[a-z][a-z0-9_]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}

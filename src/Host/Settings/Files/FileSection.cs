namespace LvsPluggable.Host.Settings.Files;

/// <summary>Parameters that stand together in a configuration file.</summary>
/// <param name="name">What the section is called, or the part of the file that it is.</param>
/// <param name="place">Where it begins.</param>
internal sealed class FileSection(string name, Place place)
{
    private readonly Dictionary<string, (string Text, Place Place)> _parameters = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public Place Place { get; } = place;

    /// <summary>The texts, by parameter name.</summary>
    public IReadOnlyDictionary<string, string> Texts =>
        _parameters.ToDictionary(pair => pair.Key, pair => pair.Value.Text, StringComparer.Ordinal);

    /// <summary>Adds a parameter.</summary>
    /// <returns>Whether it was not there before.</returns>
    public bool TryAdd(string parameter, string text, Place at) => _parameters.TryAdd(parameter, (text, at));

    /// <summary>Where a parameter stands; null where it does not stand in this section.</summary>
    public Place? PlaceOf(string parameter) => _parameters.TryGetValue(parameter, out var entry) ? entry.Place : null;
}

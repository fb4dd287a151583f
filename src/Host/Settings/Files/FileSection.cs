namespace LvsPluggable.Host.Settings.Files;

/// <summary>Parameters that stand together in a configuration file.</summary>
/// <param name="name">What the section is called, or the part of the file that it is.</param>
/// <param name="place">Where it begins.</param>
internal sealed class FileSection(string name, Place place)
{
    /// <summary>By which a service names its pool.</summary>
    public const string Pool = "pool";

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public Place Place { get; } = place;

    /// <summary>The texts, by parameter name.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>Adds a parameter.</summary>
    /// <returns>Whether it was not there before.</returns>
    public bool TryAdd(string parameter, string text, Place at) => _texts.TryAdd(parameter, text) && _places.TryAdd(parameter, at);

    /// <summary>Where a parameter stands; null where it does not stand in this section.</summary>
    public Place? PlaceOf(string parameter) => _places.TryGetValue(parameter, out var place) ? place : null;
}

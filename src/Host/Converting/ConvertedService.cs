using LvsPluggable.Host.Settings.Files;

namespace LvsPluggable.Host.Converting;

/// <summary>A virtual service in the words of lvsdr.</summary>
/// <param name="name">What it is called.</param>
/// <param name="place">Where the other program's file has it.</param>
internal sealed class ConvertedService(string name, SourcePlace place)
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public SourcePlace Place { get; } = place;

    /// <summary>Its parameters, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    /// <summary>The address; null for a firewall mark.</summary>
    public string? Vip => _parameters.GetValueOrDefault("vip");

    /// <summary>Sets a parameter; null and an empty text set nothing.</summary>
    public void Set(string parameter, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _parameters[parameter] = text;
        }
    }

    /// <summary>It as a section of a configuration file.</summary>
    /// <param name="once">What is there once for all services.</param>
    public FileSection Section(IReadOnlyDictionary<string, string> once)
    {
        var section = new FileSection(Name, default);
        foreach (var (parameter, text) in _parameters.Concat(once))
        {
            section.TryAdd(parameter, text, default);
        }

        return section;
    }
}

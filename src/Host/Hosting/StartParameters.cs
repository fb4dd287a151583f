using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Hosting;

/// <summary>Parameters that a host may start with.</summary>
internal sealed record StartParameters
{
    public required GivenParameters Given { get; init; }

    /// <summary>The virtual services that they made before; null when names in them are to be looked up.</summary>
    public IReadOnlyList<ServiceKey>? Known { get; init; }

    /// <summary>The plugins that were in use with them; none where they were not in force before.</summary>
    public IReadOnlyList<PluginRecord> Plugins { get; init; } = [];

    /// <summary>Why later ones were rejected; null when none were.</summary>
    public string? Rejected { get; init; }

    /// <summary>The last good ones.</summary>
    public static StartParameters Of(SavedParameters saved) => new()
    {
        Given = new GivenParameters { Values = saved.Parameters, File = saved.File },
        Known = KeysOf(saved),
        Plugins = saved.Plugins,
        Rejected = saved.Rejected,
    };

    private static IReadOnlyList<ServiceKey>? KeysOf(SavedParameters saved)
    {
        try
        {
            return saved.Services.Count == 0 ? null : [.. saved.Services.Select(ServiceKey.Parse)];
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Hosting;

/// <summary>Parameters that a host may start with.</summary>
internal sealed record StartParameters
{
    public required GivenParameters Given { get; init; }

    /// <summary>The virtual service that they made before; null when names in them are to be looked up.</summary>
    public ServiceKey? Known { get; init; }

    /// <summary>Why later ones were rejected; null when none were.</summary>
    public string? Rejected { get; init; }

    /// <summary>The last good ones.</summary>
    public static StartParameters Of(SavedParameters saved) => new()
    {
        Given = new GivenParameters { Values = saved.Parameters },
        Known = KeyOf(saved),
        Rejected = saved.Rejected,
    };

    private static ServiceKey? KeyOf(SavedParameters saved)
    {
        try
        {
            return saved.Service is null ? null : ServiceKey.Parse(saved.Service);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

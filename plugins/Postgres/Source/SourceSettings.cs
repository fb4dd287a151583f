using System.Net.Sockets;

namespace LvsPluggable.Postgres.Source;

/// <summary>What is asked of the source.</summary>
internal sealed record SourceSettings
{
    /// <summary>Whether the primary is listed while no standby is fit.</summary>
    public bool FallbackToPrimary { get; init; }

    /// <summary>How often to look on a new connection whether the primary still is one.</summary>
    public required TimeSpan ReconnectInterval { get; init; }

    /// <summary>
    /// How often to see where the primary's log ends, if that is more often than the host asks; null when lag does not matter.
    /// </summary>
    public TimeSpan? SampleInterval { get; init; }

    /// <summary>How long one call may take; a little less than what the host allows, to be able to say what was late.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>The virtual service's address family; null when it has none.</summary>
    public AddressFamily? Family { get; init; }
}

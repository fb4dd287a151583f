using System.Net;

namespace LvsPluggable.Postgres.Source;

/// <summary>A row of pg_stat_replication and the host that it is about.</summary>
/// <param name="Row">The row.</param>
/// <param name="Host">The host's name or address; null when the row tells none, or none that is to be used.</param>
/// <param name="Addresses">The host's addresses.</param>
internal sealed record NamedRow(ReplicationRow Row, string? Host, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>The address that it receives log from, when that is none of the host's; else null.</summary>
    public IPAddress? ReplicatesFrom { get; init; }

    /// <summary>Why it is not used, though its name is a host's; else null.</summary>
    public string? Refusal { get; init; }

    /// <summary>The standby that it receives log from; null for the primary.</summary>
    public string? Upstream { get; init; }
}

using System.Globalization;
using System.Net;

namespace LvsPluggable.Postgres.Source;

/// <summary>One row of pg_stat_replication.</summary>
internal sealed record ReplicationRow
{
    /// <summary>The name that the receiver gives itself: any text.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>Where it connects from; null for a Unix socket.</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>What its sender does; null when the role may not see it.</summary>
    public string? State { get; init; }

    /// <summary>One of <see cref="SyncStates"/>.</summary>
    public string SyncState { get; init; } = "";

    /// <summary>Whether it is a standby: not a base backup, not pg_receivewal, not a logical subscriber.</summary>
    public bool IsStandby { get; init; }

    /// <summary>When it last replied, or before PostgreSQL 12 when it connected, in seconds since 1970 by the primary's clock.</summary>
    public double LastSeen { get; init; }

    /// <param name="columns">The columns of <see cref="PrimaryAnswer.Query"/> that are about the row, as COPY writes them.</param>
    public static ReplicationRow Read(ReadOnlySpan<string?> columns) => new()
    {
        ApplicationName = columns[0] ?? "",
        ClientAddress = columns[1] is { } address ? IPAddress.Parse(address) : null,
        State = columns[2],
        SyncState = columns[3] ?? "",
        IsStandby = columns[4] == "t",
        LastSeen = columns[5] is { } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : 0,
    };
}

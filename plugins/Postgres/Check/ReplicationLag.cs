using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Check;

/// <summary>By how much a standby is behind, as numbers for curves. Limits do not matter to it.</summary>
internal static class ReplicationLag
{
    /// <param name="state">What the server says of itself.</param>
    /// <param name="cluster">What is known of the primary.</param>
    /// <returns>Nothing for a primary, and of a standby what can be told.</returns>
    public static IReadOnlyList<Measurement> Of(ReplicaState state, Cluster cluster)
    {
        if (!state.InRecovery)
        {
            return [];
        }

        var time = state.Replayed is { } replayed ? cluster.LagAt(replayed, out _) : null;
        return
        [
            .. Number("postgres_replication_lag_bytes", state.LagBytes, "How many bytes of the primary's log the standby has not replayed."),
            .. Number("postgres_replication_lag_seconds", time?.TotalSeconds, "By how much time the standby is behind the primary, at least."),
        ];
    }

    private static IEnumerable<Measurement> Number(string name, double? value, string description) =>
        value is { } number ? [new Measurement { Name = name, Value = number, Description = description }] : [];
}

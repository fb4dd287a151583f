using LvsPluggable.Postgres.Check;
using LvsPluggable.Postgres.Replication;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Postgres.Tests.Check;

public sealed class ReplicationLagTests
{
    private static readonly ServerIdentity Server = new("7000000000000000001", "1");

    private readonly Cluster _cluster = new(TimeSpan.FromSeconds(20), new FakeTimeProvider());

    [Fact]
    public void A_standby_is_behind_by_bytes_and_once_a_primary_was_seen_by_time()
    {
        var state = new ReplicaState { Identity = Server, InRecovery = true, LagBytes = 1000, Replayed = new LogPosition(5000) };
        Assert.Equal(["postgres_replication_lag_bytes 1000"], Said(state));

        _cluster.SawPrimary(TimeSpan.Zero, Server, 1, new LogPosition(5000), "primary");
        _cluster.SawPrimary(TimeSpan.FromSeconds(9), Server, 1, new LogPosition(6000), "primary");
        Assert.Equal(["postgres_replication_lag_bytes 1000", "postgres_replication_lag_seconds 9"], Said(state));
    }

    [Fact]
    public void A_primary_is_behind_nobody_and_a_standby_that_has_replayed_nothing_by_nobody_knows_what()
    {
        Assert.Empty(Said(new ReplicaState { Identity = Server, InRecovery = false, LagBytes = null }));
        Assert.Empty(Said(new ReplicaState { Identity = Server, InRecovery = true }));
    }

    private IEnumerable<string> Said(ReplicaState state) => ReplicationLag.Of(state, _cluster).Select(one => $"{one.Name} {one.Value}");
}

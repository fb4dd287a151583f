using LvsPluggable.Postgres.Check;
using LvsPluggable.Postgres.Replication;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Postgres.Tests.Check;

public sealed class LagGateTests
{
    private const long Limit = 1000;

    private static readonly ServerIdentity Server = new("7000000000000000001", "1");

    private readonly Cluster _cluster = new(TimeSpan.FromSeconds(20), new FakeTimeProvider());

    public LagGateTests() => _cluster.SawPrimary(TimeSpan.Zero, Server, 1, new LogPosition(5000), "primary");

    [Fact]
    public void A_standby_drains_beyond_the_limit_and_is_back_below_half_of_it()
    {
        var gate = new LagGate(Settings with { MaxLagBytes = Limit }, _cluster);

        Assert.Equal(
            [
                HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Drain, HealthStatus.Drain, HealthStatus.Drain, HealthStatus.Healthy,
                HealthStatus.Healthy,
            ],
            ((long[])[0, Limit, Limit + 1, Limit, Limit / 2, (Limit / 2) - 1, Limit]).Select(bytes => gate.Judge(Behind(bytes)).Status));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(250, 100)]
    [InlineData(625, 55)]
    [InlineData(1000, 10)]
    public void The_weight_falls_from_a_quarter_of_the_limit_to_the_limit(long bytes, int percent)
    {
        var gate = new LagGate(Settings with { MaxLagBytes = Limit, WeightByLag = true }, _cluster);

        Assert.Equal(percent, gate.Judge(Behind(bytes)).WeightPercent);
        Assert.Null(new LagGate(Settings with { MaxLagBytes = Limit }, _cluster).Judge(Behind(bytes)).WeightPercent);
    }

    [Fact]
    public void Of_two_limits_the_one_that_is_used_up_more_counts()
    {
        _cluster.SawPrimary(TimeSpan.FromSeconds(9), Server, 1, new LogPosition(6000), "primary");
        var gate = new LagGate(
            Settings with { MaxLagBytes = Limit * 10, MaxLag = TimeSpan.FromSeconds(8), WeightByLag = true }, _cluster);

        var result = gate.Judge(Behind(1000) with { Replayed = new LogPosition(5000) });

        Assert.Equal(HealthStatus.Drain, result.Status);
        Assert.Equal("9 s behind, of 8 s allowed", result.Reason);
    }

    [Fact]
    public void A_standby_behind_all_samples_is_unknown_until_their_span_is_beyond_the_limit()
    {
        var gate = new LagGate(Settings with { MaxLag = TimeSpan.FromSeconds(8) }, _cluster);
        var state = Behind(1) with { Replayed = new LogPosition(4999) };
        Assert.True(gate.IsTooEarly(state));
        Assert.Equal(HealthStatus.Unknown, gate.Judge(state).Status);

        _cluster.SawPrimary(TimeSpan.FromSeconds(9), Server, 1, new LogPosition(6000), "primary");
        Assert.False(gate.IsTooEarly(state));
        Assert.Equal("at least 9 s behind, of 8 s allowed", gate.Judge(state).Reason);
    }

    [Fact]
    public void Without_a_primary_only_what_the_standby_itself_says_against_it_counts()
    {
        var gate = new LagGate(Settings with { MaxLagBytes = Limit }, new Cluster(TimeSpan.FromSeconds(20), new FakeTimeProvider()));

        Assert.Equal(HealthStatus.Unknown, gate.Judge(Behind(0)).Status);
        Assert.Equal(HealthStatus.Drain, gate.Judge(Behind(Limit + 1)).Status);
    }

    private static CheckSettings Settings { get; } = new()
    {
        Role = ServerRole.Standby,
        ReconnectInterval = TimeSpan.FromSeconds(10),
        Limit = TimeSpan.FromSeconds(3),
    };

    private static ReplicaState Behind(long bytes) =>
        new() { Identity = Server, InRecovery = true, LagBytes = bytes, HasReceiver = true, Replayed = new LogPosition(5000) };
}

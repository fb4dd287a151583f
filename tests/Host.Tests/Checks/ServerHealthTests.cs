using LvsPluggable.Host.Checks;

namespace LvsPluggable.Host.Tests.Checks;

public sealed class ServerHealthTests
{
    [Theory]
    [InlineData(HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Healthy)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Drain, HealthStatus.Drain)]
    [InlineData(HealthStatus.Drain, HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Unknown, HealthStatus.Unknown)]
    [InlineData(HealthStatus.Drain, HealthStatus.Unknown, HealthStatus.Unknown)]
    [InlineData(HealthStatus.Unhealthy, HealthStatus.Unknown, HealthStatus.Unhealthy)]
    public void The_strongest_check_decides(HealthStatus one, HealthStatus other, HealthStatus together)
    {
        Assert.Equal(together, Combine(one, other).Status);
        Assert.Equal(together, Combine(other, one).Status);
    }

    [Fact]
    public void The_lowest_percentage_counts()
    {
        var states = new[] { 80, 30, 100 }.Select((percent, index) =>
            ($"c{index}", new CheckState { Status = HealthStatus.Healthy, WeightPercent = percent })).ToList();

        Assert.Equal(30, ServerHealth.Combine(states).WeightPercent);
    }

    [Fact]
    public void A_certain_failure_of_one_check_is_stronger_than_the_doubt_of_another()
    {
        var doubt = new CheckState { Status = HealthStatus.Unhealthy, IsDoubt = true, BeforeDoubt = HealthStatus.Healthy };
        var certain = new CheckState { Status = HealthStatus.Unhealthy };

        Assert.True(ServerHealth.Combine([("a", doubt)]).IsDoubt);
        Assert.Equal(HealthStatus.Healthy, ServerHealth.Combine([("a", doubt)]).StatusWithoutDoubt);
        Assert.False(ServerHealth.Combine([("a", doubt), ("b", certain)]).IsDoubt);
        Assert.False(ServerHealth.Combine([("b", certain), ("a", doubt)]).IsDoubt);
        Assert.Equal(
            HealthStatus.Drain,
            ServerHealth.Combine([("a", doubt), ("b", new CheckState { Status = HealthStatus.Drain })]).StatusWithoutDoubt);
    }

    [Fact]
    public void Without_checks_a_server_is_fit() => Assert.Equal(HealthStatus.Healthy, ServerHealth.Combine([]).Status);

    private static ServerHealth Combine(params HealthStatus[] statuses) =>
        ServerHealth.Combine([.. statuses.Select((status, index) => ($"c{index}", new CheckState { Status = status }))]);
}

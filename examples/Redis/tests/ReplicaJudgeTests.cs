using LvsPluggable;

namespace Redis.Tests;

public sealed class ReplicaJudgeTests
{
    [Theory]
    [InlineData("role:master", HealthStatus.Unhealthy)]
    [InlineData("role:slave master_link_status:up master_last_io_seconds_ago:15", HealthStatus.Healthy)]
    [InlineData("role:slave master_link_status:up master_last_io_seconds_ago:16", HealthStatus.Unhealthy)]
    [InlineData("role:slave master_link_status:down master_link_down_since_seconds:3", HealthStatus.Healthy)]
    [InlineData("role:slave master_link_status:down master_link_down_since_seconds:16", HealthStatus.Unhealthy)]
    [InlineData("role:slave master_link_status:down master_link_down_since_seconds:-1", HealthStatus.Unhealthy)]
    [InlineData("role:slave master_link_status:down master_sync_in_progress:1", HealthStatus.Drain)]
    [InlineData("role:slave master_link_status:up master_last_io_seconds_ago:0 loading:1", HealthStatus.Drain)]
    public void A_replica_is_fit_while_it_hears_of_its_primary(string facts, HealthStatus expected) => Assert.Equal(
        expected,
        ReplicaJudge.Judge(facts.Split(' ').Select(fact => fact.Split(':')).ToDictionary(pair => pair[0], pair => pair[1]), TimeSpan.FromSeconds(15)).Status);
}

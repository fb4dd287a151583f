using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class PlannerTests : PlannerTest
{
    [Theory]
    [InlineData(HealthStatus.Healthy, 1)]
    [InlineData(HealthStatus.Drain, 0)]
    [InlineData(HealthStatus.Unhealthy, null)]
    [InlineData(HealthStatus.Unknown, null)]
    public void A_listed_server_is_in_the_table_as_its_health_says(HealthStatus status, int? weight)
    {
        Say(1, status);

        Assert.Equal(weight, Assert.Single(Plan([Make.Candidate(1)])).Weight);
    }

    [Theory]
    [InlineData(3, null, 100, 3)]
    [InlineData(null, null, 100, 5)]
    [InlineData(10, null, 25, 2)]
    [InlineData(3, null, 0, 1)]
    [InlineData(null, 0, 100, 0)]
    public void Weight_is_the_sources_or_the_default_times_the_percentage(int? source, int? byDefault, int percent, int weight)
    {
        var rules = new WeightRules { DefaultWeight = byDefault ?? 5 };

        Assert.Equal(weight, rules.WeightOf(Make.Candidate(1, source), percent));
    }

    [Theory]
    [InlineData("node1")]
    [InlineData("NODE1")]
    [InlineData("10.0.0.1")]
    public void Weight_of_realservers_comes_before_what_the_source_says(string host)
    {
        var rules = new WeightRules { DefaultWeight = 5, Hosts = [new WeightedHost { Host = host, Weight = 9 }] };

        Assert.Equal(9, rules.WeightOf(Make.Candidate(1, 3), 100));
        Assert.Equal(5, rules.WeightOf(Make.Candidate(2), 100));
    }

    [Fact]
    public void A_host_without_a_weight_in_weight_of_realservers_gets_the_default()
    {
        var rules = new WeightRules { DefaultWeight = 5, Hosts = [new WeightedHost { Host = "node1" }] };

        Assert.Equal(5, rules.WeightOf(Make.Candidate(1, 3), 100));
    }

    [Fact]
    public void The_time_of_a_state_is_the_time_it_began()
    {
        Say(1, HealthStatus.Healthy);
        var began = DateTimeOffset.UnixEpoch;
        var before = Make.Member(1) with { Since = began };

        Assert.Equal(began, Assert.Single(Plan([Make.Candidate(1)], before)).Since);
        Say(1, HealthStatus.Unhealthy);
        Assert.NotEqual(began, Assert.Single(Plan([Make.Candidate(1)], before)).Since);
    }
}

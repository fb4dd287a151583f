using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class PlannerTests
{
    private readonly Dictionary<IPEndPoint, ServerHealth> _health = [];
    private readonly Dictionary<IPEndPoint, (int Weight, long Connections)> _kernel = [];
    private TimeSpan _now = TimeSpan.FromHours(1);
    private bool _hasChecks = true;

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

    [Fact]
    public void A_server_that_is_listed_no_more_drains_while_its_checks_vouch_for_it()
    {
        Say(1, HealthStatus.Healthy);
        _kernel[Make.EndPoint(1)] = (1, 3);

        var leaving = Assert.Single(Plan([], Make.Member(1)));

        Assert.Equal(ServerState.Leaving, leaving.State);
        Assert.Equal(0, leaving.Weight);
    }

    [Fact]
    public void A_server_that_is_listed_no_more_is_removed_at_once_when_no_check_vouches_for_it()
    {
        _hasChecks = false;
        Say(1, HealthStatus.Healthy);
        _kernel[Make.EndPoint(1)] = (1, 3);

        Assert.Empty(Plan([], Make.Member(1)));
    }

    [Theory]
    [InlineData(HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Unknown)]
    public void A_leaving_server_is_removed_at_once_when_its_checks_do_not_vouch(HealthStatus status)
    {
        Say(1, status);
        _kernel[Make.EndPoint(1)] = (0, 3);

        Assert.Empty(Plan([], Make.Member(1)));
    }

    [Fact]
    public void A_leaving_server_goes_when_its_last_connection_has_ended()
    {
        Say(1, HealthStatus.Healthy);
        _kernel[Make.EndPoint(1)] = (1, 1);
        var leaving = Assert.Single(Plan([], Make.Member(1)));
        _kernel[Make.EndPoint(1)] = (0, 1);
        Assert.Single(Plan([], leaving));

        _kernel[Make.EndPoint(1)] = (0, 0);

        Assert.Empty(Plan([], leaving));
    }

    [Fact]
    public void A_leaving_server_with_no_connections_first_gets_weight_0_so_that_none_slips_in()
    {
        Say(1, HealthStatus.Healthy);
        _kernel[Make.EndPoint(1)] = (1, 0);

        Assert.Equal(0, Assert.Single(Plan([], Make.Member(1))).Weight);
    }

    [Fact]
    public void A_leaving_server_goes_after_drain_timeout_whatever_its_connections()
    {
        Say(1, HealthStatus.Healthy);
        _kernel[Make.EndPoint(1)] = (0, 9);
        var leaving = Assert.Single(Plan([], Make.Member(1)));
        _now += TimeSpan.FromSeconds(59);
        leaving = Assert.Single(Plan([], leaving));

        _now += TimeSpan.FromSeconds(1);

        Assert.Empty(Plan([], leaving));
    }

    [Fact]
    public void A_leaving_server_that_is_listed_again_gets_its_weight_back()
    {
        Say(1, HealthStatus.Healthy);
        _kernel[Make.EndPoint(1)] = (0, 9);
        var leaving = Assert.Single(Plan([], Make.Member(1)));

        var back = Assert.Single(Plan([Make.Candidate(1)], leaving));

        Assert.Equal((ServerState.Up, 1, null), (back.State, back.Weight, back.LeavingSince));
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

    private void Say(int number, HealthStatus status) => _health[Make.EndPoint(number)] = Make.Health(status);

    private IReadOnlyList<Member> Plan(IReadOnlyList<Candidate> candidates, params Member[] members) => Planner.Plan(new PlanInput
    {
        Candidates = candidates,
        Members = members,
        Health = endPoint => _health[endPoint],
        HasChecks = _hasChecks,
        Kernel = _kernel,
        Weights = new WeightRules(),
        DrainTimeout = TimeSpan.FromSeconds(60),
        Now = _now,
        WallClock = DateTimeOffset.UtcNow,
    });
}

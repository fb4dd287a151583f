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
    private bool _isComplete = true;
    private bool _cannotBeKnown;

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

    [Fact]
    public void A_server_in_doubt_gets_weight_0_and_is_removed_when_doubt_has_lasted()
    {
        Say(1, HealthStatus.Healthy);
        _health[Make.EndPoint(2)] = Make.Doubt();
        Candidate[] both = [Make.Candidate(1), Make.Candidate(2)];

        var members = Plan(both, Make.Member(1), Make.Member(2));
        Assert.Equal((ServerState.Doubted, 0), (members[1].State, members[1].Weight));

        _now += TimeSpan.FromSeconds(14);
        members = Plan(both, [.. members]);
        Assert.Equal((ServerState.Doubted, 0), (members[1].State, members[1].Weight));

        _now += TimeSpan.FromSeconds(1);
        members = Plan(both, [.. members]);
        Assert.Equal((ServerState.Down, null), (members[1].State, members[1].Weight));
        Assert.Equal(1, members[0].Weight);

        Say(2, HealthStatus.Healthy);
        Assert.Equal((ServerState.Up, 1), (Plan(both, [.. members])[1].State, Plan(both, [.. members])[1].Weight));
    }

    [Fact]
    public void Doubt_puts_nobody_into_the_table()
    {
        Say(1, HealthStatus.Healthy);
        _health[Make.EndPoint(2)] = Make.Doubt();

        var members = Plan([Make.Candidate(1), Make.Candidate(2)], Make.Member(1), Make.Member(2, ServerState.Down));

        Assert.Equal((ServerState.Down, null), (members[1].State, members[1].Weight));
    }

    [Fact]
    public void Doubt_takes_the_weight_of_nobody_when_none_would_be_left_however_long_it_lasts()
    {
        _health[Make.EndPoint(1)] = Make.Doubt();
        _health[Make.EndPoint(2)] = Make.Doubt();
        Candidate[] both = [Make.Candidate(1), Make.Candidate(2)];
        IReadOnlyList<Member> members = [Make.Member(1), Make.Member(2)];
        for (var second = 0; second < 60; second += 5)
        {
            members = Plan(both, [.. members]);
            Assert.All(members, member => Assert.Equal((ServerState.Doubted, 1), (member.State, member.Weight)));
            _now += TimeSpan.FromSeconds(5);
        }

        // The time in doubt begins when somebody else can take over, so what recovers first cuts nobody off.
        Say(1, HealthStatus.Healthy);
        members = Plan(both, [.. members]);
        Assert.Equal([1, 0], members.Select(member => member.Weight));
        _now += TimeSpan.FromSeconds(14);
        members = Plan(both, [.. members]);
        Assert.Equal([1, 0], members.Select(member => member.Weight));
    }

    [Fact]
    public void The_last_server_in_doubt_keeps_its_weight_next_to_one_that_certainly_failed()
    {
        Say(1, HealthStatus.Unhealthy);
        _health[Make.EndPoint(2)] = Make.Doubt();

        var members = Plan([Make.Candidate(1), Make.Candidate(2)], Make.Member(1), Make.Member(2));

        Assert.Equal([null, 1], members.Select(member => member.Weight));
    }

    [Fact]
    public void Certain_failures_remove_to_the_last_server()
    {
        Say(1, HealthStatus.Unhealthy);
        Say(2, HealthStatus.Unhealthy);

        Assert.All(Plan([Make.Candidate(1), Make.Candidate(2)], Make.Member(1), Make.Member(2)), member => Assert.Null(member.Weight));
    }

    [Fact]
    public void A_server_that_was_being_drained_stays_at_weight_0_in_doubt_also_when_it_is_the_last()
    {
        _health[Make.EndPoint(1)] = Make.Doubt(HealthStatus.Drain);

        var member = Assert.Single(Plan([Make.Candidate(1)], Make.Member(1) with { State = ServerState.Draining, Weight = 0 }));

        Assert.Equal((ServerState.Doubted, 0), (member.State, member.Weight));
    }

    [Fact]
    public void A_server_with_weight_0_is_nobody_that_could_take_over()
    {
        Say(1, HealthStatus.Drain);
        _health[Make.EndPoint(2)] = Make.Doubt();

        Assert.Equal([0, 1], Plan([Make.Candidate(1), Make.Candidate(2)], Make.Member(1), Make.Member(2)).Select(member => member.Weight));
    }

    [Fact]
    public void A_leaving_server_in_doubt_keeps_its_connections_until_doubt_has_lasted()
    {
        _health[Make.EndPoint(1)] = Make.Doubt();
        _kernel[Make.EndPoint(1)] = (0, 3);
        var leaving = Assert.Single(Plan([], Make.Member(1)));
        Assert.Equal((ServerState.Leaving, 0), (leaving.State, leaving.Weight));

        _now += TimeSpan.FromSeconds(15);

        Assert.Empty(Plan([], leaving));
    }

    [Fact]
    public void A_held_server_keeps_the_weight_it_had_until_the_sources_have_spoken()
    {
        _isComplete = false;
        Say(1, HealthStatus.Healthy);

        var member = Assert.Single(Plan([], HeldMember(1, weight: 7)));
        Assert.Equal((ServerState.Held, 7, true), (member.State, member.Weight, member.IsHeld));

        _isComplete = true;
        member = Assert.Single(Plan([Make.Candidate(1)], member));
        Assert.Equal((ServerState.Up, 1, false), (member.State, member.Weight, member.IsHeld));
    }

    [Fact]
    public void A_held_server_leaves_for_as_long_as_its_check_says_no_and_comes_back_with_the_weight_it_had()
    {
        _isComplete = false;
        Say(1, HealthStatus.Unhealthy);
        var member = Assert.Single(Plan([], HeldMember(1, weight: 7)));
        Assert.Equal((ServerState.Down, null), (member.State, member.Weight));

        Say(1, HealthStatus.Healthy);

        Assert.Equal(7, Assert.Single(Plan([], member)).Weight);
    }

    [Fact]
    public void A_server_of_the_last_list_comes_in_only_when_the_sources_cannot_say_what_it_is_now()
    {
        _isComplete = false;
        Say(1, HealthStatus.Healthy);
        var recalled = HeldMember(1, weight: null) with { State = ServerState.Unknown, Weight = null };
        Assert.Null(Assert.Single(Plan([], recalled)).Weight);

        _cannotBeKnown = true;

        var member = Assert.Single(Plan([], recalled));
        Assert.Equal((ServerState.Held, 1), (member.State, member.Weight));
    }

    [Fact]
    public void A_server_that_was_leaving_goes_on_leaving_while_the_sources_have_not_spoken()
    {
        _isComplete = false;
        Say(1, HealthStatus.Healthy);
        _kernel[Make.EndPoint(1)] = (0, 3);
        var leaving = Make.Member(1) with { State = ServerState.Leaving, Weight = 0, LeavingSince = _now - TimeSpan.FromSeconds(59) };

        Assert.Equal(0, Assert.Single(Plan([], leaving)).Weight);
        _now += TimeSpan.FromSeconds(1);
        Assert.Empty(Plan([], leaving));
    }

    [Fact]
    public void A_server_that_nobody_has_named_yet_stays_as_it_is_without_a_check()
    {
        _isComplete = false;

        var member = Assert.Single(Plan([], HeldMember(1, weight: 3) with { Candidate = Candidate.Nameless(Make.EndPoint(1)) }));

        Assert.Equal((ServerState.Held, 3), (member.State, member.Weight));
    }

    private static Member HeldMember(int number, int? weight) =>
        Make.Member(number) with { State = ServerState.Held, Weight = weight, IsHeld = true, HeldWeight = weight };

    private void Say(int number, HealthStatus status) => _health[Make.EndPoint(number)] = Make.Health(status);

    private IReadOnlyList<Member> Plan(IReadOnlyList<Candidate> candidates, params Member[] members) => Planner.Plan(new PlanInput
    {
        Listing = new Listing { Candidates = candidates, IsComplete = _isComplete, CannotBeKnown = _cannotBeKnown, IsOpen = _ => !_isComplete },
        Members = members,
        Health = endPoint => _health[endPoint],
        HasChecks = _hasChecks,
        Kernel = _kernel,
        Weights = new WeightRules(),
        DrainTimeout = TimeSpan.FromSeconds(60),
        DoubtTimeout = TimeSpan.FromSeconds(15),
        Now = _now,
        WallClock = DateTimeOffset.UtcNow,
    });
}

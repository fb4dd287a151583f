using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class PlannerDoubtTests : PlannerTest
{
    [Fact]
    public void A_server_in_doubt_gets_weight_0_and_is_removed_when_doubt_has_lasted()
    {
        Say(1, HealthStatus.Healthy);
        Health[Make.EndPoint(2)] = Make.Doubt();
        Candidate[] both = [Make.Candidate(1), Make.Candidate(2)];

        var members = Plan(both, Make.Member(1), Make.Member(2));
        Assert.Equal((ServerState.Doubted, 0), (members[1].State, members[1].Weight));

        Now += TimeSpan.FromSeconds(14);
        members = Plan(both, [.. members]);
        Assert.Equal((ServerState.Doubted, 0), (members[1].State, members[1].Weight));

        Now += TimeSpan.FromSeconds(1);
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
        Health[Make.EndPoint(2)] = Make.Doubt();

        var members = Plan([Make.Candidate(1), Make.Candidate(2)], Make.Member(1), Make.Member(2, ServerState.Down));

        Assert.Equal((ServerState.Down, null), (members[1].State, members[1].Weight));
    }

    [Fact]
    public void Doubt_takes_the_weight_of_nobody_when_none_would_be_left_however_long_it_lasts()
    {
        Health[Make.EndPoint(1)] = Make.Doubt();
        Health[Make.EndPoint(2)] = Make.Doubt();
        Candidate[] both = [Make.Candidate(1), Make.Candidate(2)];
        IReadOnlyList<Member> members = [Make.Member(1), Make.Member(2)];
        for (var second = 0; second < 60; second += 5)
        {
            members = Plan(both, [.. members]);
            Assert.All(members, member => Assert.Equal((ServerState.Doubted, 1), (member.State, member.Weight)));
            Now += TimeSpan.FromSeconds(5);
        }

        // The time in doubt begins when somebody else can take over, so what recovers first cuts nobody off.
        Say(1, HealthStatus.Healthy);
        members = Plan(both, [.. members]);
        Assert.Equal([1, 0], members.Select(member => member.Weight));
        Now += TimeSpan.FromSeconds(14);
        members = Plan(both, [.. members]);
        Assert.Equal([1, 0], members.Select(member => member.Weight));
    }

    [Fact]
    public void The_last_server_in_doubt_keeps_its_weight_next_to_one_that_certainly_failed()
    {
        Say(1, HealthStatus.Unhealthy);
        Health[Make.EndPoint(2)] = Make.Doubt();

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
        Health[Make.EndPoint(1)] = Make.Doubt(HealthStatus.Drain);

        var member = Assert.Single(Plan([Make.Candidate(1)], Make.Member(1) with { State = ServerState.Draining, Weight = 0 }));

        Assert.Equal((ServerState.Doubted, 0), (member.State, member.Weight));
    }

    [Fact]
    public void A_server_with_weight_0_is_nobody_that_could_take_over()
    {
        Say(1, HealthStatus.Drain);
        Health[Make.EndPoint(2)] = Make.Doubt();

        Assert.Equal([0, 1], Plan([Make.Candidate(1), Make.Candidate(2)], Make.Member(1), Make.Member(2)).Select(member => member.Weight));
    }
}

using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class PlannerOrderTests : PlannerTest
{
    [Fact]
    public void A_drained_server_keeps_its_connections_and_gets_no_new_ones_until_it_is_undrained()
    {
        Say(1, HealthStatus.Healthy);
        Order(OrderKind.Drain);

        var member = Assert.Single(Plan([Make.Candidate(1)], Make.Member(1)));
        Assert.Equal((ServerState.Draining, 0, "drained by alice"), (member.State, member.Weight, member.Reason));

        Orders = OperatorOrders.None;
        member = Assert.Single(Plan([Make.Candidate(1)], member));
        Assert.Equal((ServerState.Up, 1), (member.State, member.Weight));
    }

    [Fact]
    public void A_drained_server_that_fails_leaves_and_comes_back_drained()
    {
        Order(OrderKind.Drain);
        Say(1, HealthStatus.Unhealthy);
        var member = Assert.Single(Plan([Make.Candidate(1)], Make.Member(1)));
        Assert.Equal((ServerState.Down, null), (member.State, member.Weight));
        Assert.Contains("node1 is drained by alice", member.Notes);

        Say(1, HealthStatus.Healthy);

        member = Assert.Single(Plan([Make.Candidate(1)], member));
        Assert.Equal((ServerState.Draining, 0), (member.State, member.Weight));
    }

    [Fact]
    public void A_drained_server_is_not_what_is_left_when_all_others_are_in_doubt()
    {
        Order(OrderKind.Drain);
        Health[Make.EndPoint(1)] = Make.Doubt();
        Health[Make.EndPoint(2)] = Make.Doubt();

        var members = Plan([Make.Candidate(1), Make.Candidate(2)], Make.Member(1), Make.Member(2));

        Assert.Equal([0, 1], members.Select(member => member.Weight));
    }

    [Fact]
    public void An_ordered_weight_stands_before_every_other_but_brings_in_nobody_who_is_unfit()
    {
        Order(OrderKind.Weight, weight: 7);
        Health[Make.EndPoint(1)] = Make.Health(HealthStatus.Healthy, percent: 50);
        var member = Assert.Single(Plan([Make.Candidate(1, weight: 100)], Make.Member(1)));
        Assert.Equal((ServerState.Up, 7), (member.State, member.Weight));
        Assert.Contains("weight 7 for node1, set by alice", member.Notes);

        Say(1, HealthStatus.Drain);
        Assert.Equal(0, Assert.Single(Plan([Make.Candidate(1)], member)).Weight);
        Say(1, HealthStatus.Unhealthy);
        Assert.Null(Assert.Single(Plan([Make.Candidate(1)], member)).Weight);
    }

    [Fact]
    public void A_held_server_that_is_undrained_gets_the_weight_of_the_parameters_as_the_kernels_is_the_operators_0()
    {
        IsComplete = false;
        Say(1, HealthStatus.Healthy);
        Order(OrderKind.Drain);
        var member = Assert.Single(Plan([], HeldMember(1, weight: 0)));
        Assert.Equal(0, member.Weight);

        Orders = OperatorOrders.None;

        member = Assert.Single(Plan([], member));
        Assert.Equal((ServerState.Held, 1), (member.State, member.Weight));
    }

    [Fact]
    public void A_server_that_fails_may_be_left_in_the_table_with_weight_0()
    {
        OnFailure = FailureAction.Quiesce;
        Say(1, HealthStatus.Unhealthy);
        var member = Assert.Single(Plan([Make.Candidate(1)], Make.Member(1)));
        Assert.Equal((ServerState.Down, 0), (member.State, member.Weight));

        Now += TimeSpan.FromHours(1);
        member = Assert.Single(Plan([Make.Candidate(1)], member));
        Assert.Equal((ServerState.Down, 0), (member.State, member.Weight));

        Say(1, HealthStatus.Healthy);
        Assert.Equal((ServerState.Up, 1), (Assert.Single(Plan([Make.Candidate(1)], member)).State, Assert.Single(Plan([Make.Candidate(1)], member)).Weight));
    }

    [Fact]
    public void Where_failed_servers_stay_doubt_that_has_lasted_leaves_weight_0_and_who_was_never_in_the_table_stays_out()
    {
        OnFailure = FailureAction.Quiesce;
        Say(1, HealthStatus.Healthy);
        Health[Make.EndPoint(2)] = Make.Doubt();
        Say(3, HealthStatus.Unhealthy);
        var all = new[] { Make.Candidate(1), Make.Candidate(2), Make.Candidate(3) };
        var members = Plan(all, Make.Member(1), Make.Member(2), Make.Member(3, ServerState.Unknown));

        Now += TimeSpan.FromSeconds(15);
        members = Plan(all, [.. members]);

        Assert.Equal([(ServerState.Up, 1), (ServerState.Down, 0), (ServerState.Down, null)], members.Select(member => (member.State, member.Weight)));
    }

    private void Order(OrderKind kind, int? weight = null) => Orders = Orders.With(
        new OperatorOrder { Kind = kind, Server = "node1", Weight = weight, By = "alice", At = DateTimeOffset.UnixEpoch }, []);
}

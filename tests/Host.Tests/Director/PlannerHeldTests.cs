using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class PlannerHeldTests : PlannerTest
{
    [Fact]
    public void A_held_server_keeps_the_weight_it_had_until_the_sources_have_spoken()
    {
        IsComplete = false;
        Say(1, HealthStatus.Healthy);

        var member = Assert.Single(Plan([], HeldMember(1, weight: 7)));
        Assert.Equal((ServerState.Held, 7, true), (member.State, member.Weight, member.IsHeld));

        IsComplete = true;
        member = Assert.Single(Plan([Make.Candidate(1)], member));
        Assert.Equal((ServerState.Up, 1, false), (member.State, member.Weight, member.IsHeld));
    }

    [Fact]
    public void A_held_server_leaves_for_as_long_as_its_check_says_no_and_comes_back_with_the_weight_it_had()
    {
        IsComplete = false;
        Say(1, HealthStatus.Unhealthy);
        var member = Assert.Single(Plan([], HeldMember(1, weight: 7)));
        Assert.Equal((ServerState.Down, null), (member.State, member.Weight));

        Say(1, HealthStatus.Healthy);

        Assert.Equal(7, Assert.Single(Plan([], member)).Weight);
    }

    [Fact]
    public void A_server_that_is_listed_no_more_leaves_beside_a_source_that_never_spoke_and_is_held_beside_one_that_knows_of_more()
    {
        IsComplete = false;
        Say(1, HealthStatus.Healthy);
        Assert.DoesNotContain(Plan([], Make.Member(1)), member => member.State == ServerState.Held);

        IsPartial = true;

        var member = Assert.Single(Plan([], Make.Member(1)));
        Assert.Equal((ServerState.Held, 1, true), (member.State, member.Weight, member.IsHeld));
    }

    [Fact]
    public void A_server_of_the_last_list_comes_in_only_when_the_sources_cannot_say_what_it_is_now()
    {
        IsComplete = false;
        Say(1, HealthStatus.Healthy);
        var recalled = HeldMember(1, weight: null) with { State = ServerState.Unknown, Weight = null };
        Assert.Null(Assert.Single(Plan([], recalled)).Weight);

        CannotBeKnown = true;

        var member = Assert.Single(Plan([], recalled));
        Assert.Equal((ServerState.Held, 1), (member.State, member.Weight));
    }

    [Fact]
    public void A_server_that_was_leaving_goes_on_leaving_while_the_sources_have_not_spoken()
    {
        IsComplete = false;
        Say(1, HealthStatus.Healthy);
        Kernel[Make.EndPoint(1)] = (0, 3);
        var leaving = Make.Member(1) with { State = ServerState.Leaving, Weight = 0, LeavingSince = Now - TimeSpan.FromSeconds(59) };

        Assert.Equal(0, Assert.Single(Plan([], leaving)).Weight);
        Now += TimeSpan.FromSeconds(1);
        Assert.Empty(Plan([], leaving));
    }

    [Fact]
    public void A_server_that_nobody_has_named_yet_stays_as_it_is_without_a_check()
    {
        IsComplete = false;

        var member = Assert.Single(Plan([], HeldMember(1, weight: 3) with { Candidate = Candidate.Nameless(Make.EndPoint(1)) }));

        Assert.Equal((ServerState.Held, 3), (member.State, member.Weight));
    }
}

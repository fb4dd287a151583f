using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class PlannerLeavingTests : PlannerTest
{
    [Fact]
    public void A_server_that_is_listed_no_more_drains_while_its_checks_vouch_for_it()
    {
        Say(1, HealthStatus.Healthy);
        Kernel[Make.EndPoint(1)] = (1, 3);

        var leaving = Assert.Single(Plan([], Make.Member(1)));

        Assert.Equal(ServerState.Leaving, leaving.State);
        Assert.Equal(0, leaving.Weight);
    }

    [Fact]
    public void A_server_that_is_listed_no_more_is_removed_at_once_when_no_check_vouches_for_it()
    {
        HasChecks = false;
        Say(1, HealthStatus.Healthy);
        Kernel[Make.EndPoint(1)] = (1, 3);

        Assert.Empty(Plan([], Make.Member(1)));
    }

    [Theory]
    [InlineData(HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Unknown)]
    public void A_leaving_server_is_removed_at_once_when_its_checks_do_not_vouch(HealthStatus status)
    {
        Say(1, status);
        Kernel[Make.EndPoint(1)] = (0, 3);

        Assert.Empty(Plan([], Make.Member(1)));
    }

    [Fact]
    public void A_leaving_server_goes_when_its_last_connection_has_ended()
    {
        Say(1, HealthStatus.Healthy);
        Kernel[Make.EndPoint(1)] = (1, 1);
        var leaving = Assert.Single(Plan([], Make.Member(1)));
        Kernel[Make.EndPoint(1)] = (0, 1);
        Assert.Single(Plan([], leaving));

        Kernel[Make.EndPoint(1)] = (0, 0);

        Assert.Empty(Plan([], leaving));
    }

    [Fact]
    public void A_leaving_server_with_no_connections_first_gets_weight_0_so_that_none_slips_in()
    {
        Say(1, HealthStatus.Healthy);
        Kernel[Make.EndPoint(1)] = (1, 0);

        Assert.Equal(0, Assert.Single(Plan([], Make.Member(1))).Weight);
    }

    [Fact]
    public void A_leaving_server_goes_after_drain_timeout_whatever_its_connections()
    {
        Say(1, HealthStatus.Healthy);
        Kernel[Make.EndPoint(1)] = (0, 9);
        var leaving = Assert.Single(Plan([], Make.Member(1)));
        Now += TimeSpan.FromSeconds(59);
        leaving = Assert.Single(Plan([], leaving));

        Now += TimeSpan.FromSeconds(1);

        Assert.Empty(Plan([], leaving));
    }

    [Fact]
    public void A_leaving_server_that_is_listed_again_gets_its_weight_back()
    {
        Say(1, HealthStatus.Healthy);
        Kernel[Make.EndPoint(1)] = (0, 9);
        var leaving = Assert.Single(Plan([], Make.Member(1)));

        var back = Assert.Single(Plan([Make.Candidate(1)], leaving));

        Assert.Equal((ServerState.Up, 1, null), (back.State, back.Weight, back.LeavingSince));
    }

    [Fact]
    public void A_leaving_server_in_doubt_keeps_its_connections_until_doubt_has_lasted()
    {
        Health[Make.EndPoint(1)] = Make.Doubt();
        Kernel[Make.EndPoint(1)] = (0, 3);
        var leaving = Assert.Single(Plan([], Make.Member(1)));
        Assert.Equal((ServerState.Leaving, 0), (leaving.State, leaving.Weight));

        Now += TimeSpan.FromSeconds(15);

        Assert.Empty(Plan([], leaving));
    }
}

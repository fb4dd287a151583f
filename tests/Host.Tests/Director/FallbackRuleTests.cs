using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class FallbackRuleTests : PlannerTest
{
    private const int Number = 9;
    private bool _isSettled = true;
    private Candidate? _server = Make.Candidate(Number);

    [Fact]
    public void It_serves_while_no_real_server_has_weight()
    {
        var members = Apply([Make.Member(1, ServerState.Down), Make.Member(2) with { Weight = 0 }]);

        Assert.Equal((ServerState.Fallback, 1, true), (members[^1].State, members[^1].Weight, members[^1].IsFallback));
        Assert.Equal(3, members.Count);
    }

    [Fact]
    public void It_is_not_in_the_table_while_a_real_server_has_weight() => Assert.Single(Apply([Make.Member(1)]));

    [Fact]
    public void Without_one_nothing_serves()
    {
        _server = null;

        Assert.Empty(Apply([]));
    }

    [Fact]
    public void Its_connections_go_on_when_a_real_server_is_back_until_they_have_ended()
    {
        var serving = Apply([])[0];
        Kernel[Make.EndPoint(Number)] = (1, 3);

        var leaving = Apply([Make.Member(1)], serving)[^1];
        Assert.Equal((ServerState.Leaving, 0), (leaving.State, leaving.Weight));

        Kernel[Make.EndPoint(Number)] = (0, 1);
        leaving = Apply([Make.Member(1)], leaving)[^1];
        Assert.Equal((ServerState.Leaving, 0), (leaving.State, leaving.Weight));

        Kernel[Make.EndPoint(Number)] = (0, 0);
        Assert.Single(Apply([Make.Member(1)], leaving));
    }

    [Fact]
    public void Its_connections_go_on_no_longer_than_the_drain_timeout()
    {
        Kernel[Make.EndPoint(Number)] = (0, 1);
        var leaving = Apply([Make.Member(1)], Apply([])[0])[^1];

        Now += TimeSpan.FromSeconds(60);

        Assert.Single(Apply([Make.Member(1)], leaving));
    }

    [Fact]
    public void It_serves_again_when_it_is_needed_before_it_has_left()
    {
        Kernel[Make.EndPoint(Number)] = (0, 1);
        var leaving = Apply([Make.Member(1)], Apply([])[0])[^1];

        var serving = Assert.Single(Apply([], leaving));

        Assert.Equal((ServerState.Fallback, 1, null), (serving.State, serving.Weight, serving.LeavingSince));
    }

    [Fact]
    public void Until_all_is_known_it_is_what_it_was()
    {
        _isSettled = false;
        Assert.Empty(Apply([]));

        var found = Make.Member(Number) with { State = ServerState.Held, IsHeld = true, HeldWeight = 1 };
        Assert.Equal(1, Assert.Single(Apply([], found)).Weight);
    }

    [Fact]
    public void One_that_is_listed_is_a_real_server() =>
        Assert.False(Assert.Single(Apply([Make.Member(Number, ServerState.Down)])).IsFallback);

    [Fact]
    public void Another_one_takes_over_and_the_former_one_keeps_its_connections()
    {
        var former = Apply([])[0];
        Kernel[Make.EndPoint(Number)] = (1, 3);
        _server = Make.Candidate(8);

        var members = Apply([], former);

        Assert.Equal([(Make.EndPoint(8), 1), (Make.EndPoint(Number), 0)], members.Select(member => (member.Candidate.EndPoint, member.Weight ?? -1)));
    }

    private IReadOnlyList<Member> Apply(IReadOnlyList<Member> members, params Member[] former) =>
        FallbackRule.Apply(members, _server, former, _isSettled, Input([]));
}

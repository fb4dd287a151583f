using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class SlowStartRuleTests : PlannerTest
{
    private static readonly SlowStartSettings Settings = new() { Duration = TimeSpan.FromSeconds(20), Blip = TimeSpan.FromSeconds(4) };

    private IReadOnlyList<Member> _members = [Make.Member(1)];
    private bool _isSettled = true;

    public SlowStartRuleTests() => Kernel[Make.EndPoint(1)] = (100, 500);

    [Fact]
    public void A_server_that_joins_climbs_from_the_least_weight_to_its_own()
    {
        Assert.Equal(1, KernelWeight(Next(Make.Member(2) with { Weight = 3 })));
        Now += TimeSpan.FromSeconds(5);
        Assert.Equal(75, KernelWeight(Next(Make.Member(2) with { Weight = 3 })));
        Now += TimeSpan.FromSeconds(15);
        var member = Next(Make.Member(2) with { Weight = 3 });
        Assert.Equal((300, null), (KernelWeight(member), member.ClimbsSince));
    }

    [Fact]
    public void Those_that_are_there_have_their_weights_times_the_scale() =>
        Assert.Equal(100 * SlowStartSettings.Scale, KernelWeight(Next(Make.Member(1) with { Weight = 100 })));

    [Fact]
    public void Nobody_climbs_at_the_first_start()
    {
        _isSettled = false;

        Assert.Null(Next(Make.Member(2)).ClimbsSince);
    }

    [Fact]
    public void Nobody_climbs_where_there_are_no_connections()
    {
        Kernel[Make.EndPoint(1)] = (100, 0);

        Assert.Null(Next(Make.Member(2)).ClimbsSince);
    }

    [Theory]
    [InlineData(3.9, false)]
    [InlineData(4.0, true)]
    public void A_server_that_was_away_for_a_moment_does_not_climb(double seconds, bool climbs)
    {
        _members = [Make.Member(1), Make.Member(2)];
        Next(Make.Member(2, ServerState.Down));
        Now += TimeSpan.FromSeconds(seconds);

        Assert.Equal(climbs, Next(Make.Member(2)).ClimbsSince is not null);
    }

    [Fact]
    public void One_that_was_drained_climbs_and_one_that_was_in_doubt_does_not()
    {
        _members = [Make.Member(1), Make.Member(2, ServerState.Draining) with { Weight = 0 }];
        Assert.NotNull(Next(Make.Member(2)).ClimbsSince);

        _members = [Make.Member(1), Make.Member(2, ServerState.Doubted) with { Weight = 0 }];
        Assert.Null(Next(Make.Member(2)).ClimbsSince);
    }

    [Fact]
    public void One_in_doubt_goes_on_climbing_when_it_is_back()
    {
        Next(Make.Member(2));
        Now += TimeSpan.FromSeconds(5);
        Assert.Equal(0, KernelWeight(Next(Make.Member(2, ServerState.Doubted) with { Weight = 0 })));
        Now += TimeSpan.FromSeconds(5);

        Assert.Equal(50, KernelWeight(Next(Make.Member(2))));
    }

    private int KernelWeight(Member member) => Settings.KernelWeight(member, Now);

    private Member Next(Member member)
    {
        var input = Input([], [.. _members]);
        _members = SlowStartRule.Apply([Make.Member(1), member], input, Settings, _isSettled);
        return _members[1];
    }
}

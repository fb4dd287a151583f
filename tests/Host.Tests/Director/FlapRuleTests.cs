using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class FlapRuleTests
{
    private static readonly FlapSettings Settings = new() { HoldDown = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromSeconds(60) };

    private IReadOnlyList<Member> _members = [Make.Member(1), Make.Member(2)];
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void The_first_failure_keeps_nobody_out()
    {
        Fail();

        Assert.Equal(ServerState.Up, Recover().State);
    }

    [Fact]
    public void Each_further_one_keeps_it_out_for_twice_as_long_up_to_the_longest()
    {
        Fail();
        Recover();
        foreach (var seconds in new[] { 10, 20, 40, 60 })
        {
            Fail();
            var kept = Recover();
            Assert.Equal((ServerState.Flapping, null), (kept.State, kept.Weight));
            Assert.Contains("times; kept out for", kept.Reason, StringComparison.Ordinal);

            _now += TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1);
            Assert.Equal(ServerState.Flapping, Recover().State);
            _now += TimeSpan.FromMilliseconds(1);
            Assert.Equal((ServerState.Up, 1), (Recover().State, Recover().Weight));
        }
    }

    [Fact]
    public void One_that_stays_fit_long_enough_is_forgiven()
    {
        Fail();
        Recover();
        _now += Settings.Longest;
        Recover();

        Fail();

        Assert.Equal(ServerState.Up, Recover().State);
    }

    [Fact]
    public void The_last_one_with_weight_is_never_kept_out()
    {
        _members = [Make.Member(1), Make.Member(2, ServerState.Down)];
        Fail(other: ServerState.Down);
        Recover(other: ServerState.Down);
        Fail(other: ServerState.Down);

        Assert.Equal((ServerState.Up, 1), (Recover(other: ServerState.Down).State, _members[0].Weight));
    }

    [Fact]
    public void One_that_stayed_in_the_table_with_weight_0_stays_so()
    {
        Fail();
        Recover();
        Next(Make.Member(1, ServerState.Down) with { Weight = 0 });

        Assert.Equal((ServerState.Flapping, 0), (Recover().State, Recover().Weight));
    }

    [Fact]
    public void A_server_in_doubt_that_comes_back_has_not_failed()
    {
        Fail();
        Recover();
        Next(Make.Member(1, ServerState.Doubted) with { Weight = 0 });

        Assert.Equal(ServerState.Up, Recover().State);
    }

    [Fact]
    public void Without_settings_the_plan_is_what_it_was() =>
        Assert.Same(_members, FlapRule.Apply(_members, _members, null, _now));

    private void Fail(ServerState other = ServerState.Up) => Next(Make.Member(1, ServerState.Down), other);

    private Member Recover(ServerState other = ServerState.Up) => Next(Make.Member(1), other);

    private Member Next(Member first, ServerState other = ServerState.Up)
    {
        _members = FlapRule.Apply([first, Make.Member(2, other)], _members, Settings, _now);
        return _members[0];
    }
}

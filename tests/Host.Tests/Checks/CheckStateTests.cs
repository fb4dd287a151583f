using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Checks;

namespace LvsPluggable.Host.Tests.Checks;

public sealed class CheckStateTests
{
    private static readonly CheckSettings Settings = new() { Rise = 2, Fall = 2 };
    private static readonly HealthResult Late = HealthResult.Failing("no answer within 3 s");
    private static readonly HealthResult Refused = HealthResult.Unhealthy("connection refused");

    [Fact]
    public void The_first_healthy_result_counts_at_once() =>
        Assert.Equal(HealthStatus.Healthy, After(new CheckState(), HealthResult.Healthy()).Status);

    [Fact]
    public void A_certain_failure_counts_at_once() => Assert.Equal(HealthStatus.Unhealthy, After(Fit(), Refused).Status);

    [Fact]
    public void A_time_out_counts_towards_fall()
    {
        Assert.Equal(HealthStatus.Healthy, After(Fit(), Late).Status);
        Assert.Equal(HealthStatus.Unhealthy, After(Fit(), Late, Late).Status);
    }

    [Fact]
    public void A_healthy_result_between_two_time_outs_starts_the_count_anew() =>
        Assert.Equal(HealthStatus.Healthy, After(Fit(), Late, HealthResult.Healthy(), Late).Status);

    [Fact]
    public void An_unhealthy_server_must_rise()
    {
        var down = After(Fit(), Refused);

        Assert.Equal(HealthStatus.Unhealthy, After(down, HealthResult.Healthy()).Status);
        Assert.Equal(HealthStatus.Healthy, After(down, HealthResult.Healthy(), HealthResult.Healthy()).Status);
    }

    [Fact]
    public void A_check_that_is_certain_brings_a_server_back_at_once() => Assert.Equal(
        HealthStatus.Healthy, After(Fit(), Refused, HealthResult.Healthy() with { IsCertain = true }).Status);

    [Fact]
    public void A_failure_while_rising_starts_the_count_anew() => Assert.Equal(
        HealthStatus.Unhealthy,
        After(Fit(), Refused, HealthResult.Healthy(), Late, HealthResult.Healthy()).Status);

    [Fact]
    public void Draining_and_back_needs_one_result()
    {
        var draining = After(Fit(), HealthResult.Drain("lag"));

        Assert.Equal(HealthStatus.Drain, draining.Status);
        Assert.Equal(HealthStatus.Healthy, After(draining, HealthResult.Healthy()).Status);
    }

    [Fact]
    public void Unknown_keeps_the_state_and_says_why()
    {
        var unsure = After(Fit(), HealthResult.Unknown("wrong password"));

        Assert.Equal(HealthStatus.Healthy, unsure.Status);
        Assert.Equal("wrong password", unsure.CannotTell);
        Assert.Null(After(unsure, HealthResult.Healthy()).CannotTell);
    }

    [Fact]
    public void The_default_result_is_unknown() => Assert.Equal(HealthStatus.Unknown, After(new CheckState(), default(HealthResult)).Status);

    [Fact]
    public void A_server_never_yet_known_stays_unknown_until_it_has_failed_often_enough()
    {
        Assert.Equal(HealthStatus.Unknown, After(new CheckState(), Late).Status);
        Assert.Equal(HealthStatus.Unhealthy, After(new CheckState(), Late, Late).Status);
    }

    [Fact]
    public void A_late_first_look_at_a_server_says_nothing_yet()
    {
        Assert.False(After(new CheckState(), Late).WasChecked);
        Assert.True(After(new CheckState(), Late, Late).WasChecked);
        Assert.True(After(new CheckState(), HealthResult.Unknown("?")).WasChecked);
        Assert.True(After(CheckState.Adopted(hadWeight: true), Late).WasChecked);
    }

    [Fact]
    public void An_adopted_server_keeps_its_place_until_a_check_says_otherwise()
    {
        Assert.Equal(HealthStatus.Healthy, After(CheckState.Adopted(hadWeight: true), HealthResult.Unknown("?"), Late).Status);
        Assert.Equal(HealthStatus.Drain, After(CheckState.Adopted(hadWeight: false), HealthResult.Unknown("?")).Status);
    }

    [Fact]
    public void Time_outs_alone_are_doubt_and_remember_what_was_before()
    {
        var doubted = After(Fit(), Late, Late);

        Assert.Equal((true, HealthStatus.Healthy), (doubted.IsDoubt, doubted.StatusWithoutDoubt));
        Assert.Equal((true, HealthStatus.Healthy), (After(doubted, Late, Late).IsDoubt, After(doubted, Late).StatusWithoutDoubt));
        Assert.Equal(HealthStatus.Drain, After(Fit(), HealthResult.Drain("lag"), Late, Late).StatusWithoutDoubt);
        Assert.Equal(HealthStatus.Unknown, After(new CheckState(), Late, Late).StatusWithoutDoubt);
    }

    [Fact]
    public void A_certain_failure_ends_doubt_and_time_outs_after_it_bring_none()
    {
        var certain = After(Fit(), Late, Late, Refused);

        Assert.Equal((false, HealthStatus.Unhealthy), (certain.IsDoubt, certain.StatusWithoutDoubt));
        Assert.False(After(certain, Late, Late, Late).IsDoubt);
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(200, 300)]
    [InlineData(3000, 0)]
    public void After_an_uncertain_failure_the_next_look_follows_fast_counted_from_the_beginning_of_the_last(int tookMs, int pauseMs)
    {
        var unsure = After(Fit(), Late);

        Assert.Equal(TimeSpan.FromMilliseconds(pauseMs), unsure.PauseAfter(TimeSpan.FromMilliseconds(tookMs), Settings));
        Assert.Equal(Settings.Interval, Fit().PauseAfter(TimeSpan.FromMilliseconds(tookMs), Settings));
    }

    [Fact]
    public void While_a_server_rises_it_is_looked_at_fast() =>
        Assert.Equal(Settings.FastInterval, After(Fit(), Refused, HealthResult.Healthy()).PauseAfter(TimeSpan.Zero, Settings));

    [Fact]
    public void Doubt_lasts_until_the_server_has_risen()
    {
        var doubted = After(Fit(), Late, Late);

        Assert.True(After(doubted, HealthResult.Healthy()).IsDoubt);
        Assert.False(After(doubted, HealthResult.Healthy(), HealthResult.Healthy()).IsDoubt);
    }

    [Fact]
    public void However_results_come_rise_in_a_row_end_healthy_and_a_certain_failure_ends_unhealthy()
    {
        HealthResult[] all = [HealthResult.Healthy(), HealthResult.Drain("d"), Refused, Late, HealthResult.Unknown("u")];
        var results = Gen.Elements(all).ListOf().Select(list => list.ToArray());
        Prop.ForAll(results.ToArbitrary(), history =>
        {
            var state = After(new CheckState(), history);
            return After(state, HealthResult.Healthy(), HealthResult.Healthy()).Status == HealthStatus.Healthy
                && After(state, Refused).Status == HealthStatus.Unhealthy
                && After(state, Late, Late).Status == HealthStatus.Unhealthy
                && After(state, HealthResult.Unknown("u")).Status == state.Status;
        }).QuickCheckThrowOnFailure();
    }

    private static CheckState Fit() => After(new CheckState(), HealthResult.Healthy());

    private static CheckState After(CheckState state, params HealthResult[] results) =>
        results.Aggregate(state, (before, result) => before.After(result, Settings));
}

using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Tests.Replication;

public sealed class PrimarySamplesTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(100);

    [Fact]
    public void The_lag_is_the_time_since_the_primary_was_where_the_standby_is()
    {
        var samples = Samples((0, 1, 100), (1, 1, 200), (2, 1, 200), (3, 1, 300), (4, 1, 400));

        Assert.Equal(0, LagAt(samples, 400));
        Assert.Equal(0, LagAt(samples, 500));
        Assert.Equal(1, LagAt(samples, 399));
        Assert.Equal(2, LagAt(samples, 250));
        Assert.Equal(4, LagAt(samples, 150));
        Assert.Equal(new LogPosition(400), samples.Newest);
    }

    [Fact]
    public void A_standby_behind_all_samples_is_behind_by_at_least_their_span()
    {
        var samples = Samples((0, 1, 100), (5, 1, 200));

        Assert.Equal(TimeSpan.FromSeconds(5), samples.LagAt(new LogPosition(99), out var atLeast));
        Assert.True(atLeast);
        Assert.Equal(TimeSpan.FromSeconds(5), samples.LagAt(new LogPosition(100), out atLeast));
        Assert.False(atLeast);
    }

    [Fact]
    public void Without_samples_there_is_no_lag() => Assert.Null(Samples().LagAt(new LogPosition(1), out _));

    [Fact]
    public void Samples_of_an_older_timeline_are_not_kept_and_a_newer_one_starts_anew()
    {
        var samples = Samples((0, 2, 100), (1, 2, 300), (2, 1, 900));
        Assert.Equal(new LogPosition(300), samples.Newest);

        samples.Add(TimeSpan.FromSeconds(3), 3, new LogPosition(200));
        Assert.Equal(new LogPosition(200), samples.Newest);
        Assert.Equal(0, LagAt(samples, 200));
    }

    [Fact]
    public void A_primary_that_was_idle_for_long_makes_nobody_late_when_it_writes_again()
    {
        var samples = Samples((0, 1, 100), (500, 1, 100), (501, 1, 200));

        Assert.Equal(1, LagAt(samples, 100));
    }

    [Fact]
    public void The_lag_is_right_to_a_sample_for_any_history_within_the_window() =>
        Prop.ForAll(
            Gen.Choose(0, 50).ListOf(60).ToArbitrary(),
            Gen.Choose(0, 60).ToArbitrary(),
            (growth, at) =>
            {
                var position = 1000;
                var history = growth.Select((bytes, second) => (second, position += bytes)).ToList();
                var samples = new PrimarySamples(Window);
                foreach (var (second, end) in history)
                {
                    samples.Add(TimeSpan.FromSeconds(second), 1, new LogPosition((ulong)end));
                }

                var replayed = at < history.Count ? history[at].Item2 : position;
                var latest = history.FindLastIndex(sample => sample.Item2 <= replayed);
                var expected = history[^1].Item2 <= replayed ? 0 : history[^1].second - history[latest].second;
                return samples.LagAt(new LogPosition((ulong)replayed), out var atLeast) == TimeSpan.FromSeconds(expected) && !atLeast;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void However_long_it_runs_what_it_keeps_is_bounded_and_the_lag_is_right_within_the_window()
    {
        var samples = new PrimarySamples(Window);
        for (var tick = 0; tick <= 100_000; tick++)
        {
            samples.Add(TimeSpan.FromMilliseconds(tick * 10), 1, new LogPosition((ulong)tick));
        }

        Assert.InRange(samples.Count, 100, 1100);
        Assert.InRange(samples.LagAt(new LogPosition(99_000), out _)!.Value.TotalSeconds, 9.8, 10.2);
        Assert.InRange(samples.LagAt(new LogPosition(10), out var atLeast)!.Value.TotalSeconds, 100, 110);
        Assert.True(atLeast);
    }

    private static PrimarySamples Samples(params (int Second, int Timeline, ulong Position)[] given)
    {
        var samples = new PrimarySamples(Window);
        foreach (var (second, timeline, position) in given)
        {
            samples.Add(TimeSpan.FromSeconds(second), timeline, new LogPosition(position));
        }

        return samples;
    }

    private static double LagAt(PrimarySamples samples, ulong replayed) =>
        samples.LagAt(new LogPosition(replayed), out _)!.Value.TotalSeconds;
}

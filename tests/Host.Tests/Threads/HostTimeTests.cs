using System.Collections.Concurrent;
using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Tests.Threads;

/// <summary>It is the real clock that is looked at here, so its timers are waited for.</summary>
public sealed class HostTimeTests
{
    private static readonly TimeSpan Due = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times_whatever_the_order_in_which_they_were_set()
    {
        var fired = new ConcurrentQueue<int>();
        int[] times = [120, 20, 70];
        List<ITimer> timers = [.. times.Select(ms => HostTime.Instance.CreateTimer(
            _ => fired.Enqueue(ms), null, TimeSpan.FromMilliseconds(ms), Timeout.InfiniteTimeSpan))];

        await Eventually.HoldsAsync(() => fired.Count == 3, "three timers");

        Assert.Equal([20, 70, 120], fired);
        timers.ForEach(timer => timer.Dispose());
    }

    [Fact]
    public async Task A_timer_that_was_disposed_of_does_not_fire()
    {
        var fired = 0;
        var cancelled = HostTime.Instance.CreateTimer(
            _ => Interlocked.Increment(ref fired), null, Due, Timeout.InfiniteTimeSpan);
        await cancelled.DisposeAsync();

        // One that was set later for the same time has fired: the other would have before.
        await Task.Delay(Due, HostTime.Instance);

        Assert.Equal(0, Volatile.Read(ref fired));
    }

    [Fact]
    public async Task A_periodic_timer_fires_again_and_again()
    {
        var fired = 0;
        await using var timer = HostTime.Instance.CreateTimer(
            _ => Interlocked.Increment(ref fired), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));

        await Eventually.HoldsAsync(() => Volatile.Read(ref fired) >= 3, "three times");
    }

    [Fact]
    public async Task Deadlines_are_kept_by_it() => await Assert.ThrowsAsync<TimeoutException>(
        () => Task.Delay(Timeout.Infinite).WaitAsync(Due, HostTime.Instance));
}

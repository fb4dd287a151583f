using System.Collections.Concurrent;
using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class LoopKeeperTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ConcurrentQueue<TimeSpan> _begun = new();

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task A_loop_that_ends_although_nobody_asked_it_to_says_so_and_begins_anew_after_a_pause()
    {
        await BeginsAnewAsync(() => Task.CompletedTask);

        Assert.Equal("its loop ended", Assert.Single(_told));
    }

    [Fact]
    public async Task A_loop_that_fails_says_why_and_begins_anew_after_a_pause()
    {
        await BeginsAnewAsync(() => Task.FromException(new InvalidOperationException("out of\nthreads.")));

        Assert.Equal("its loop failed, InvalidOperationException: out of threads", Assert.Single(_told));
    }

    [Fact]
    public async Task A_loop_that_throws_before_it_begins_has_failed_too()
    {
        await BeginsAnewAsync(() => throw new NotSupportedException("never"));

        Assert.Equal("its loop failed, NotSupportedException: never", Assert.Single(_told));
    }

    [Fact]
    public async Task A_loop_that_cancels_itself_has_failed()
    {
        await BeginsAnewAsync(() => Task.FromException(new OperationCanceledException("enough")));

        Assert.Equal("its loop failed, OperationCanceledException: enough", Assert.Single(_told));
    }

    [Fact]
    public async Task Of_a_loop_that_fails_again_each_failure_is_told()
    {
        var kept = Keep(() => Task.FromException(new InvalidOperationException($"time {_begun.Count}")));
        for (var time = 1; time <= 3; time++)
        {
            await Eventually.HoldsAsync(() => _told.Count == time, "it is told");
            _time.Advance(Pause);
        }

        await Eventually.HoldsAsync(() => _begun.Count == 4, "it began anew");
        Assert.Equal([Pause * 0, Pause * 1, Pause * 2, Pause * 3], _begun);
        await EndAsync(kept);
    }

    [Fact]
    public async Task The_end_of_the_host_is_no_failure_of_a_loop()
    {
        var kept = Keep(() => Task.Delay(Timeout.InfiniteTimeSpan, _time, _stopping.Token));

        await EndAsync(kept);

        Assert.Empty(_told);
    }

    // The first time the loop does what the test says, then it runs.
    private async Task BeginsAnewAsync(Func<Task> first)
    {
        var kept = Keep(() => _begun.Count == 1 ? first() : Task.Delay(Timeout.InfiniteTimeSpan, _time, _stopping.Token));
        await Eventually.HoldsAsync(() => !_told.IsEmpty, "it is told");
        _time.Advance(Pause - TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await Eventually.HoldsAsync(() => _begun.Count == 2, "it began anew");
        Assert.Equal([TimeSpan.Zero, Pause], _begun);
        await EndAsync(kept);
    }

    private Task Keep(Func<Task> loop)
    {
        var began = _time.GetTimestamp();
        return LoopKeeper.RunAsync(
            () =>
            {
                _begun.Enqueue(_time.GetElapsedTime(began));
                return loop();
            },
            _told.Enqueue,
            _time,
            _stopping.Token);
    }

    private async Task EndAsync(Task kept)
    {
        Assert.False(kept.IsCompleted);
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kept);
    }
}

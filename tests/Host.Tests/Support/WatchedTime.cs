using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Support;

/// <summary>
/// A clock that a test moves, and that tells which timers run: one that moves it only while everything waits for it knows exactly when
/// something happened.
/// </summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, int> _running = new();

    /// <summary>How many timers run that were set to this time.</summary>
    public int Waiting(TimeSpan dueTime) => _running.GetValueOrDefault(dueTime);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var ended = 0;
        var timer = base.CreateTimer(
            told =>
            {
                End();
                callback(told);
            },
            state,
            dueTime,
            period);
        _running.AddOrUpdate(dueTime, 1, (_, count) => count + 1);
        return new Watched(timer, End);

        void End()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                _running.AddOrUpdate(dueTime, -1, (_, count) => count - 1);
            }
        }
    }

    private sealed class Watched(ITimer timer, Action ended) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            ended();
        }

        public ValueTask DisposeAsync()
        {
            ended();
            return timer.DisposeAsync();
        }
    }
}

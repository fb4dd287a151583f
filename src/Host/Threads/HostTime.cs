namespace LvsPluggable.Host.Threads;

/// <summary>
/// The system's clock with timers that fire on a thread of their own. Those of <see cref="TimeProvider.System"/> fire on the thread pool,
/// which plugins can starve. What a timer calls must return at once.
/// </summary>
internal sealed class HostTime : TimeProvider
{
    private readonly SortedDictionary<(long Due, long Number), HostTimer> _due = [];
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _changed = new(initialState: false);
    private long _wakesAt;
    private long _numbers;

    private HostTime() => new Thread(Fire) { IsBackground = true, Name = "lvsdr timers" }.Start();

    /// <summary>The clock of this process.</summary>
    public static HostTime Instance { get; } = new();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new HostTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    private void Set(HostTimer timer, TimeSpan dueTime)
    {
        bool isFirst;
        lock (_lock)
        {
            _due.Remove(timer.Place);
            isFirst = dueTime != Timeout.InfiniteTimeSpan && Enter(timer, dueTime) < _wakesAt;
        }

        if (isFirst)
        {
            _changed.Set();
        }
    }

    private long Enter(HostTimer timer, TimeSpan dueTime)
    {
        timer.Place = (Environment.TickCount64 + Milliseconds(dueTime), ++_numbers);
        _due.Add(timer.Place, timer);
        return timer.Place.Due;
    }

    private void Fire()
    {
        while (true)
        {
            var (timer, wait) = Next();
            if (timer is null)
            {
                _changed.WaitOne(wait);
            }
            else
            {
                timer.Fire();
            }
        }
    }

    // A timer that is due, else how long to wait for one.
    private (HostTimer? Timer, int Wait) Next()
    {
        lock (_lock)
        {
            _wakesAt = long.MaxValue;
            if (_due.Count == 0)
            {
                return (null, Timeout.Infinite);
            }

            var (place, timer) = _due.First();
            var left = place.Due - Environment.TickCount64;
            if (left > 0)
            {
                _wakesAt = place.Due;
                return (null, (int)Math.Min(left, int.MaxValue));
            }

            _due.Remove(place);
            if (timer.Period is { } period)
            {
                Enter(timer, period);
            }

            return (timer, 0);
        }
    }

    private sealed class HostTimer(HostTime time, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _isDisposed;

        public TimeSpan? Period { get; private set; }

        /// <summary>Where it stands among those that are due; for whoever holds the lock.</summary>
        public (long Due, long Number) Place { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed)
            {
                return false;
            }

            Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
            time.Set(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (!_isDisposed)
            {
                callback(state);
            }
        }

        public void Dispose()
        {
            _isDisposed = true;
            time.Set(this, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

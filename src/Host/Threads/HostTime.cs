namespace LvsPluggable.Host.Threads;

/// <summary>
/// The system's clock with timers that fire on a thread of their own. Those of <see cref="TimeProvider.System"/> fire on the thread pool,
/// which plugins can starve. What a timer calls must return at once.
/// </summary>
internal sealed class HostTime : TimeProvider
{
    // Of references, for which the collections are compiled ahead of time: every start uses this.
    private readonly SortedSet<HostTimer> _due = new(Comparer<HostTimer>.Create(HostTimer.Compare));
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
            _due.Remove(timer);
            isFirst = dueTime != Timeout.InfiniteTimeSpan && Enter(timer, dueTime) < _wakesAt;
        }

        if (isFirst)
        {
            _changed.Set();
        }
    }

    private long Enter(HostTimer timer, TimeSpan dueTime)
    {
        timer.Due = Environment.TickCount64 + Milliseconds(dueTime);
        timer.Number = ++_numbers;
        _due.Add(timer);
        return timer.Due;
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
            if (_due.Min is not { } timer)
            {
                return (null, Timeout.Infinite);
            }

            var left = timer.Due - Environment.TickCount64;
            if (left > 0)
            {
                _wakesAt = timer.Due;
                return (null, (int)Math.Min(left, int.MaxValue));
            }

            _due.Remove(timer);
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

        /// <summary>When it is due; as long as it is among those that are, only whoever holds the lock may take it out and change this.</summary>
        public long Due { get; set; }

        /// <summary>Tells it from others that are due at the same time, the earlier one first.</summary>
        public long Number { get; set; }

        public static int Compare(HostTimer first, HostTimer second) =>
            first.Due != second.Due ? first.Due.CompareTo(second.Due) : first.Number.CompareTo(second.Number);

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

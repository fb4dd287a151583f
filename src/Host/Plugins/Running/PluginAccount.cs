namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// What all calls of one registration, a source or a check of any number of real servers, share: the places in which they run, and what
/// they cost.
/// </summary>
/// <param name="name">The registration's name.</param>
/// <param name="places">How many calls run at once.</param>
internal sealed class PluginAccount(string name, int places)
{
    /// <summary>So many calls that ignore their deadlines may be left behind; then no new one is made until some have ended.</summary>
    public const int MostLeftBehind = 256;

    /// <summary>So many of them may be about one real server, however often it leaves and comes back.</summary>
    public const int MostLeftBehindOfOne = 2;

    private readonly Dictionary<object, int> _leftBehindOf = [];
    private readonly Lock _lock = new();
    private long _calls;
    private long _failures;
    private long _late;
    private long _ticks;
    private int _leftBehind;

    public string Name => name;

    public Places Places { get; } = new(places);

    public PluginCost Cost => new()
    {
        Name = name,
        Calls = Interlocked.Read(ref _calls),
        Failures = Interlocked.Read(ref _failures),
        Late = Interlocked.Read(ref _late),
        Time = TimeSpan.FromTicks(Interlocked.Read(ref _ticks)),
        LeftBehind = Volatile.Read(ref _leftBehind),
    };

    /// <summary>Shares what may run at once among registrations, so that the calls of one never take the places of another.</summary>
    public static int Share(int concurrency, int registrations) => Math.Max(1, concurrency / Math.Max(1, registrations));

    /// <summary>Takes down how a call ended.</summary>
    public void Book(TimeSpan took, bool isFailure, bool isLate)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _ticks, took.Ticks);
        Interlocked.Add(ref _failures, isFailure ? 1 : 0);
        Interlocked.Add(ref _late, isLate ? 1 : 0);
    }

    /// <summary>Why no new call is made, in words; null when one may be made.</summary>
    /// <param name="subject">The real server that it would be about; null when it is about none.</param>
    public string? RefusalOf(object? subject)
    {
        lock (_lock)
        {
            return _leftBehind >= MostLeftBehind ? Refusal(MostLeftBehind, "")
                : subject is not null && _leftBehindOf.GetValueOrDefault(subject) >= MostLeftBehindOfOne
                    ? Refusal(MostLeftBehindOfOne, " for this server")
                    : null;
        }
    }

    /// <summary>Counts a call as left behind for as long as it runs.</summary>
    /// <param name="running">The call.</param>
    /// <param name="subject">The real server that it is about; null when it is about none.</param>
    public void LeaveBehind(Task running, object? subject)
    {
        Count(subject, 1);
        _ = running.ContinueWith(
            _ => Count(subject, -1),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static string Refusal(int count, string subject) =>
        $"{count} calls of it{subject} that ignore their deadlines are still running, so no new one is made";

    private void Count(object? subject, int change)
    {
        lock (_lock)
        {
            _leftBehind += change;
            if (subject is not null && (_leftBehindOf[subject] = _leftBehindOf.GetValueOrDefault(subject) + change) == 0)
            {
                _leftBehindOf.Remove(subject);
            }
        }
    }
}

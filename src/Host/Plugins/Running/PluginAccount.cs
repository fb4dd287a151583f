namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// What all calls of one registration, a source or a check of any number of real servers, share: the places in which they run, and what
/// they cost.
/// </summary>
/// <param name="name">The registration's name.</param>
/// <param name="places">How many calls run at once.</param>
internal sealed class PluginAccount(string name, int places)
{
    private long _calls;
    private long _failures;
    private long _late;
    private long _ticks;

    public string Name => name;

    public Places Places { get; } = new(places);

    /// <summary>Calls that were left behind.</summary>
    public LeftBehind Calls { get; } = new("calls");

    /// <summary>Waits for wake-ups that were left behind. They keep nobody from making calls.</summary>
    public LeftBehind Waits { get; } = new("waits");

    public PluginCost Cost => new()
    {
        Name = name,
        Calls = Interlocked.Read(ref _calls),
        Failures = Interlocked.Read(ref _failures),
        Late = Interlocked.Read(ref _late),
        Time = TimeSpan.FromTicks(Interlocked.Read(ref _ticks)),
        LeftBehind = Calls.Count + Waits.Count,
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
}

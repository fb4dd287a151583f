using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// What all calls of one registration, a source or a check of any number of real servers, share: the places in which they run, and what
/// they cost.
/// </summary>
/// <param name="name">The registration's name.</param>
/// <param name="places">Where its calls have their places, together with those of the same plugin's other registrations.</param>
/// <param name="former">What was left behind before the parameters changed; null for nothing.</param>
internal sealed class PluginAccount(string name, Places places, Leftovers? former = null)
{
    private long _calls;
    private long _failures;
    private long _late;
    private long _ticks;

    /// <summary>An account with places of its own.</summary>
    /// <param name="name">The registration's name.</param>
    /// <param name="places">How many calls run at once.</param>
    public PluginAccount(string name, int places)
        : this(name, new Places(places))
    {
    }

    public string Name => name;

    public Places Places => places;

    /// <summary>What was left behind.</summary>
    public Leftovers Leftovers { get; } = new(former);

    public PluginCost Cost => new()
    {
        Name = name,
        Calls = Interlocked.Read(ref _calls),
        Failures = Interlocked.Read(ref _failures),
        Late = Interlocked.Read(ref _late),
        Time = TimeSpan.FromTicks(Interlocked.Read(ref _ticks)),
        LeftBehind = Leftovers.Count,
    };

    /// <summary>Takes down how a call ended.</summary>
    public void Book(TimeSpan took, bool isFailure, bool isLate)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _ticks, took.Ticks);
        Interlocked.Add(ref _failures, isFailure ? 1 : 0);
        Interlocked.Add(ref _late, isLate ? 1 : 0);
    }
}

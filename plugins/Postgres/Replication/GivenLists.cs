namespace LvsPluggable.Postgres.Replication;

/// <summary>
/// Of which clusters a primary's list was given since this process started, by whichever source: the host still has it. Safe to use
/// from several threads.
/// </summary>
internal sealed class GivenLists
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _systems = new(StringComparer.Ordinal);

    /// <summary>Takes down that a list was given.</summary>
    /// <param name="system">The system identifier of the cluster.</param>
    public void Add(string system)
    {
        lock (_lock)
        {
            _systems.Add(system);
        }
    }

    /// <summary>Whether one was given.</summary>
    public bool Contains(string system)
    {
        lock (_lock)
        {
            return _systems.Contains(system);
        }
    }
}

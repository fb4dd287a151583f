namespace LvsPluggable.Postgres.Replication;

/// <summary>The newest timeline of each database cluster that was seen: those of two clusters do not compare.</summary>
internal sealed class Timelines
{
    // More than there are servers: one that says something else each time fills no memory.
    private const int Most = 1000;

    private readonly Dictionary<string, (int Timeline, string SeenAt)> _newest = new(StringComparer.Ordinal);

    /// <summary>The newest one, and where it was seen; 0 when none was.</summary>
    public (int Timeline, string SeenAt) Newest(string system) => _newest.GetValueOrDefault(system, (0, ""));

    /// <returns>Whether it is newer than all before.</returns>
    public bool Add(string system, int timeline, string seenAt)
    {
        if (timeline <= Newest(system).Timeline || (_newest.Count == Most && !_newest.ContainsKey(system)))
        {
            return false;
        }

        _newest[system] = (timeline, seenAt);
        return true;
    }
}

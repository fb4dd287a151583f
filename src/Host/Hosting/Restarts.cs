using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Hosting;

/// <summary>The ends of the hosts before this one, of which this one is the restart.</summary>
internal sealed class Restarts(IReadOnlyList<HostEnd> ends, DateTimeOffset started)
{
    private static readonly TimeSpan Counted = TimeSpan.FromMinutes(10);

    // Long enough for a recurring monitor to come by.
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(60);

    private HostEnd? Last => ends.MaxBy(end => end.Time);

    /// <summary>What the status shows; null when no host has died.</summary>
    public RestartStatus? Status(DateTimeOffset now) => Last is { } last
        ? new RestartStatus
        {
            Count = ends.Count(end => now - end.Time < Counted),
            Last = last.Time,
            Cause = last.Cause,
        }
        : null;

    /// <summary>What needs attention for a while after this host took the place of one that died; null afterwards.</summary>
    /// <param name="running">How long this host runs.</param>
    public string? Problem(TimeSpan running) =>
        running < Told && Last is { } last && started - last.Time < Told ? $"restarted after: {last.Cause}" : null;
}

using System.Net;

namespace LvsPluggable.Postgres.Replication;

/// <summary>
/// What the source and the checks of one virtual service know together of the servers' replication. Safe to use from several
/// threads.
/// </summary>
internal sealed class Cluster(TimeSpan sampleWindow, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly PrimarySamples _samples = new(sampleWindow);
    private int _timeline;
    private string _timelineSeenAt = "";
    private HashSet<IPAddress> _fallback = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the primary should serve reads for want of a fit standby.</summary>
    public StandbyFitness Fitness { get; } = new(time);

    /// <summary>The time since the cluster was first looked at.</summary>
    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>The newest timeline seen, and where; a primary on an older one is a former primary. 0 when none was seen.</summary>
    public (int Timeline, string SeenAt) NewestTimeline
    {
        get
        {
            lock (_lock)
            {
                return (_timeline, _timelineSeenAt);
            }
        }
    }

    /// <summary>Where the primary's log ended when it was last seen; null when no primary has been seen.</summary>
    public LogPosition? PrimaryPosition
    {
        get
        {
            lock (_lock)
            {
                return _samples.Newest;
            }
        }
    }

    /// <summary>Takes down that a timeline exists.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="seenAt">The server that is on it.</param>
    public void SawTimeline(int timeline, string seenAt)
    {
        lock (_lock)
        {
            if (timeline <= _timeline)
            {
                return;
            }

            _timeline = timeline;
            _timelineSeenAt = seenAt;
        }

        Wake();
    }

    /// <summary>Takes down where a primary's log ended.</summary>
    /// <param name="asked">When it was asked, on the clock of <see cref="Now"/>.</param>
    /// <param name="timeline">The primary's timeline.</param>
    /// <param name="position">Where its log ended.</param>
    /// <param name="server">The primary.</param>
    public void SawPrimary(TimeSpan asked, int timeline, LogPosition position, string server)
    {
        SawTimeline(timeline, server);
        lock (_lock)
        {
            _samples.Add(asked, timeline, position);
        }
    }

    /// <summary>By how much time a standby is behind the primary: see <see cref="PrimarySamples.LagAt"/>.</summary>
    public TimeSpan? LagAt(LogPosition replayed, out bool atLeast)
    {
        lock (_lock)
        {
            return _samples.LagAt(replayed, out atLeast);
        }
    }

    /// <summary>Says at which addresses the primary serves reads for want of a fit standby; none when it does not.</summary>
    public void SetFallback(IEnumerable<IPAddress> addresses)
    {
        lock (_lock)
        {
            _fallback = [.. addresses];
        }
    }

    /// <summary>Whether the primary at this address serves reads for want of a fit standby.</summary>
    public bool IsFallback(IPAddress address)
    {
        lock (_lock)
        {
            return _fallback.Contains(address);
        }
    }

    /// <summary>Takes down what a check found, and wakes the source when that changes which standbys are fit.</summary>
    public void Checked(object check, bool isStandby, HealthResult result)
    {
        if (Fitness.Checked(check, isStandby, result))
        {
            Wake();
        }
    }

    /// <summary>Completes when the source should look: another set of standbys is fit, or a newer timeline exists.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _changed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>From now on a change counts that comes later; to be called before what is known is read.</summary>
    public void ForgetChanges()
    {
        lock (_lock)
        {
            if (_changed.Task.IsCompleted)
            {
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            _changed.TrySetResult();
        }
    }
}

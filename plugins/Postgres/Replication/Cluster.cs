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
    private readonly Timelines _timelines = new();
    private readonly PrimaryClaims _claims = new();
    private PrimarySamples _samples = new(sampleWindow);
    private (string System, string Primary)? _believed;
    private TimeSpan _believedSeen;
    private HashSet<IPAddress> _fallback = [];

    /// <summary>Wakes the source when it should look: another set of standbys is fit, or a newer timeline exists.</summary>
    public WakeUp Changes { get; } = new();

    /// <summary>Whether the primary should serve reads for want of a fit standby.</summary>
    public StandbyFitness Fitness { get; } = new(time);

    /// <summary>The time since the cluster was first looked at.</summary>
    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>
    /// The system identifier that all servers should have, and the primary that had it; null when no source has found a primary.
    /// </summary>
    public (string System, string Primary)? Believed
    {
        get
        {
            lock (_lock)
            {
                return _believed;
            }
        }
    }

    /// <summary>
    /// Whether another cluster may take the place of the one that is believed in: no server of that one has been seen for long, as
    /// after an upgrade, which makes a new cluster.
    /// </summary>
    public bool MayBeAnother
    {
        get
        {
            lock (_lock)
            {
                return _believed is null || Now - _believedSeen > PrimaryClaims.Patience;
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

    /// <summary>The newest timeline seen, and where; a primary on an older one is a former primary. 0 when none was seen.</summary>
    /// <param name="system">The system identifier of the cluster.</param>
    public (int Timeline, string SeenAt) NewestTimeline(string system)
    {
        lock (_lock)
        {
            return _timelines.Newest(system);
        }
    }

    /// <summary>From now on the servers should be of the cluster that this primary is of.</summary>
    /// <param name="system">The cluster's system identifier.</param>
    /// <param name="primary">The primary.</param>
    public void Believe(string system, string primary)
    {
        lock (_lock)
        {
            if (_believed is { } before && before.System != system)
            {
                _samples = new PrimarySamples(sampleWindow);
            }

            _believed = (system, primary);
            _believedSeen = Now;
        }
    }

    /// <summary>Takes down that a server follows another one, and on which timeline.</summary>
    /// <param name="identity">The server.</param>
    /// <param name="timeline">The timeline; null when that is not known.</param>
    /// <param name="server">What it is called.</param>
    public void SawStandby(ServerIdentity identity, int? timeline, string server)
    {
        lock (_lock)
        {
            _claims.Remove(server);
            Saw(identity, timeline ?? 0, server);
        }
    }

    /// <summary>Takes down that a server says that it is the primary.</summary>
    /// <param name="identity">The server.</param>
    /// <param name="timeline">The timeline that it is on.</param>
    /// <param name="server">What it is called.</param>
    public void SawPrimary(ServerIdentity identity, int timeline, string server)
    {
        lock (_lock)
        {
            _claims.Add(server, identity, timeline, Now);
            Saw(identity, timeline, server);
        }
    }

    /// <summary>Takes down where the log of a server ended that says that it is the primary.</summary>
    /// <param name="asked">When it was asked, on the clock of <see cref="Now"/>.</param>
    /// <param name="identity">The server.</param>
    /// <param name="timeline">The timeline that it is on.</param>
    /// <param name="position">Where its log ended.</param>
    /// <param name="server">What it is called.</param>
    public void SawPrimary(TimeSpan asked, ServerIdentity identity, int timeline, LogPosition position, string server)
    {
        SawPrimary(identity, timeline, server);
        lock (_lock)
        {
            if ((_believed is null || _believed.Value.System == identity.System)
                && _claims.RivalOf(identity, timeline, Now) is null)
            {
                _samples.Add(asked, timeline, position);
            }
        }
    }

    /// <summary>Takes down that a server certainly does not serve.</summary>
    public void SawEnd(string server)
    {
        lock (_lock)
        {
            _claims.Remove(server);
        }
    }

    /// <summary>Another server that says that it is the primary on the same timeline; null for none.</summary>
    public string? RivalOf(ServerIdentity identity, int timeline)
    {
        lock (_lock)
        {
            return _claims.RivalOf(identity, timeline, Now);
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
            Changes.Wake();
        }
    }

    private void Saw(ServerIdentity identity, int timeline, string server)
    {
        if (_believed is { } believed && believed.System == identity.System)
        {
            _believedSeen = Now;
        }

        if (_timelines.Add(identity.System, timeline, server))
        {
            Changes.Wake();
        }
    }
}

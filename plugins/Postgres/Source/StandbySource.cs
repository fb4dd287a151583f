using System.Net;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;
using LvsPluggable.Text;

namespace LvsPluggable.Postgres.Source;

/// <summary>
/// Lists the standbys that receive log from the primary, and the primary itself while none of them is fit, if that
/// is asked for.
/// </summary>
/// <param name="settings">What is asked for.</param>
/// <param name="finder">Finds the primary.</param>
/// <param name="namer">Names its standbys.</param>
/// <param name="standbys">Those that are listed.</param>
/// <param name="answering">What is listed while no primary answers.</param>
/// <param name="cascade">Finds the standbys of standbys; null when they do not matter.</param>
/// <param name="cluster">What the checks know, too.</param>
/// <param name="given">Of which clusters a list was given.</param>
/// <param name="complaints">Where mistakes are said.</param>
/// <param name="time">The clock.</param>
internal sealed class StandbySource(
    SourceSettings settings,
    PrimaryFinder finder,
    RowNamer namer,
    StandbyList standbys,
    AnsweringStandbys answering,
    CascadeWalk? cascade,
    Cluster cluster,
    GivenLists given,
    Complaints complaints,
    TimeProvider time)
    : IRealServerSource, IWakeable, IDegradable, IHasPrimary
{
    private bool _isKnown;
    private long _searched;
    private bool _primaryServes;

    public string? DegradedReason { get; private set; }

    public bool IsPartial { get; private set; }

    public IReadOnlyList<IPAddress> PrimaryAddresses { get; private set; } = [];

    public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(settings.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        cluster.Changes.Forget();
        _isKnown = false;
        DegradedReason = null;
        IsPartial = false;
        PrimaryAddresses = [];
        try
        {
            var servers = await ListAsync(either.Token);
            complaints.About(null);
            return servers;
        }
        catch (NoPrimaryException none) when (answering.List(none, out var reason) is { } servers)
        {
            complaints.About(null);
            DegradedReason = OneLine.Of(reason);
            IsPartial = true;
            return servers;
        }
        catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no primary answered within {settings.Limit.TotalSeconds:0.###} s", problem);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            var failure = FailureTable.Of(problem);
            complaints.About(failure);
            throw new InvalidOperationException(failure.Words, problem);
        }
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sample = _isKnown && settings.SampleInterval is { } interval ? interval : Timeout.InfiniteTimeSpan;
        try
        {
            await await Task.WhenAny(cluster.Changes.WaitAsync(over.Token), Task.Delay(sample, time, over.Token));
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await finder.DisposeAsync();
        if (cascade is not null)
        {
            await cascade.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<RealServer>> ListAsync(CancellationToken cancellationToken)
    {
        var primary = await FindAsync(cancellationToken);
        var (answer, asked) = await AskAsync(primary, cancellationToken);
        primary = finder.Found!;
        var name = primary.Server.Server.Name;
        cluster.SawPrimary(asked, answer.Identity, answer.Timeline, answer.Written, name);
        if (cluster.RivalOf(answer.Identity, answer.Timeline) is { } rival)
        {
            throw new FailureException(Contradictions.OfTwoPrimaries(name, rival, answer.Timeline));
        }

        cluster.Believe(answer.Identity.System, name);
        if (answer.Rows.Any(row => row.State is null))
        {
            throw new FailureException(
                Verdict.Misconfigured,
                $"role {primary.Session.Role} may not see who receives log from {primary.Server.Server.Name}; "
                + $"GRANT pg_monitor TO {primary.Session.Role} lets it");
        }

        IReadOnlyList<NamedRow> rows = await namer.NameAsync(answer.Rows, cancellationToken);
        if (cascade is not null)
        {
            var port = primary.Server.Server.Port;
            rows = [.. rows, .. await cascade.WalkAsync(standbys.Upstreams(rows), primary.Server.Addresses, port, cancellationToken)];
        }

        var listed = standbys.Update(rows, primary.Server.Addresses, cluster.Now);
        var needsPrimary = settings.FallbackToPrimary && cluster.Fitness.NeedsPrimary(standbys.Addresses, _primaryServes);

        // Another was promoted while this one was asked. A check takes down its server's timeline before it says that the server is not
        // fit, so that a primary that is needed for a promotion's sake is known here as a former one.
        if (answer.Timeline < cluster.NewestTimeline(answer.Identity.System).Timeline)
        {
            return await ListAsync(cancellationToken);
        }

        var problems = standbys.Problems.Concat(cascade?.Problems ?? []).ToList();
        DegradedReason = problems.Count == 0 ? null : OneLine.Of(string.Join("; ", problems));
        given.Add(answer.Identity.System);
        _isKnown = true;
        PrimaryAddresses = OnNetwork(primary.Server);
        _primaryServes = needsPrimary;
        cluster.SetFallback(needsPrimary ? primary.Server.Addresses : []);
        return needsPrimary ? [.. listed, StandIn(primary)] : listed;
    }

    // The primary on a connection, and a search every so often. It is not the connection's age that counts: where connecting takes
    // long, a search may find one that an earlier search began to open, and each would be followed by the next. When no primary can
    // be found that is to be believed, the one that is connected to will do as long as nothing speaks against it: there may just be
    // too many connections.
    private async Task<Primary> FindAsync(CancellationToken cancellationToken)
    {
        if (finder.Found is not { Session.IsUsable: true } found
            || found.Timeline < cluster.NewestTimeline(found.Identity.System).Timeline)
        {
            return await SearchAsync(cancellationToken);
        }

        if (time.GetElapsedTime(_searched) < settings.ReconnectInterval)
        {
            return found;
        }

        try
        {
            return await SearchAsync(cancellationToken);
        }
        catch (FailureException) when (
            found.Session.IsUsable && found.Timeline == cluster.NewestTimeline(found.Identity.System).Timeline)
        {
            return found;
        }
    }

    private Task<Primary> SearchAsync(CancellationToken cancellationToken)
    {
        _searched = time.GetTimestamp();
        return finder.SearchAsync(answering.Patience(settings.Limit), cancellationToken);
    }

    private async Task<(PrimaryAnswer Answer, TimeSpan Asked)> AskAsync(Primary primary, CancellationToken cancellationToken)
    {
        try
        {
            var (answer, asked) = await AskOnceAsync(primary, cancellationToken);
            if (!answer.InRecovery && answer.Timeline == primary.Timeline)
            {
                return (answer, asked);
            }
        }
        catch (Exception problem) when (
            problem is not OperationCanceledException && FailureTable.Of(problem).Verdict is Verdict.Reconnect or Verdict.Repeat)
        {
            // A new connection tells whether that is more than this one's end.
        }

        return await AskOnceAsync(await SearchAsync(cancellationToken), cancellationToken);
    }

    private async Task<(PrimaryAnswer Answer, TimeSpan Asked)> AskOnceAsync(Primary primary, CancellationToken cancellationToken)
    {
        var asked = cluster.Now;
        var rows = await primary.Session.QueryAsync(PrimaryAnswer.Query(primary.Session.ServerVersion), cancellationToken);
        return (PrimaryAnswer.Read(rows), asked);
    }

    // A socket is on the machine that asks.
    private static IReadOnlyList<IPAddress> OnNetwork(SourceServer server) => server.Addresses.Count == 0 ? [IPAddress.Loopback] : server.Addresses;

    private RealServer StandIn(Primary primary) => new()
    {
        Host = primary.Server.Host,
        Address = primary.Server.Addresses.FirstOrDefault(address => address.AddressFamily == settings.Family),
        Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["role"] = "primary" },
    };
}

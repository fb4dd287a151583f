using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Source;

/// <summary>
/// Finds the primary among the servers of the connection string: the one out of recovery that is on the newest timeline. All are
/// asked, because a former primary that is still alive answers like a primary.
/// </summary>
internal sealed class PrimaryFinder(ServerDirectory directory, Cluster cluster) : IAsyncDisposable
{
    // For those that have not answered when a primary has: to be on a newer timeline, or to say that they are standbys.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>The primary that was found last; null when none was.</summary>
    public Primary? Found { get; private set; }

    /// <summary>Looks for the primary on new connections, and keeps the one to it.</summary>
    /// <param name="patience">How long to wait for servers that do not answer when one has said that it is a standby.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="NoPrimaryException">No server says that it is the primary.</exception>
    /// <exception cref="FailureException">There is none to be believed; the message says what each server said.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; what is being opened is used at the next call.</exception>
    public async Task<Primary> SearchAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var (servers, unresolved) = await directory.FindAsync(cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = servers.Select(server => ProbeAsync(server, over.Token)).ToList();
        await SettleAsync(running, patience, cancellationToken);
        await over.CancelAsync();
        var probes = await Task.WhenAll(running);
        var primaries = probes.Select(probe => probe.Primary).OfType<Primary>().ToList();
        if (cancellationToken.IsCancellationRequested)
        {
            LetGo(primaries);
            throw new OperationCanceledException(cancellationToken);
        }

        TakeDown(probes);
        var found = Choose(primaries);
        LetGo(primaries.Where(primary => primary.Session != found?.Session));
        if (found is null)
        {
            var isMisconfigured = unresolved.Count > 0 || probes.Any(probe => probe.Failure?.Verdict == Verdict.Misconfigured);
            var words = Words(probes, unresolved);
            throw primaries.Count == 0
                ? new NoPrimaryException(
                    new Failure(isMisconfigured ? Verdict.Misconfigured : Verdict.Unknown, words), probes, unresolved)
                : new FailureException(isMisconfigured ? Verdict.Misconfigured : Verdict.Contradictory, words);
        }

        if (Found is not null && Found.Session != found.Session)
        {
            _ = Found.Session.LetGo();
        }

        Found = found;
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await directory.DisposeAsync();
        if (Found is not null)
        {
            await Found.Session.LetGo();
        }
    }

    private bool IsCurrent(Primary primary) => primary.Server.Server == Found?.Server.Server;

    // The one on the newest timeline of the cluster that is believed in. Another cluster's is taken when there is nothing else to
    // believe in; of two other clusters' none is.
    private Primary? Choose(List<Primary> primaries)
    {
        var systems = primaries.Select(primary => primary.Identity.System).Distinct().ToList();
        var system = cluster.Believed is { } believed && systems.Contains(believed.System) ? believed.System
            : cluster.MayBeAnother && systems.Count == 1 ? systems[0]
            : null;
        return primaries
            .Where(primary => primary.Identity.System == system && primary.Timeline == cluster.NewestTimeline(system).Timeline)
            .OrderByDescending(IsCurrent)
            .FirstOrDefault();
    }

    private static void LetGo(IEnumerable<Primary> primaries)
    {
        foreach (var primary in primaries)
        {
            _ = primary.Session.LetGo();
        }
    }

    private void TakeDown(Probe[] probes)
    {
        foreach (var probe in probes)
        {
            var name = probe.Server.Server.Name;
            if (probe.Primary is { } primary)
            {
                cluster.SawPrimary(primary.Identity, primary.Timeline, name);
            }
            else if (probe.Standby is { } standby)
            {
                cluster.SawStandby(standby, null, name);
            }
            else if (probe.Failure?.Verdict is Verdict.Unhealthy or Verdict.Reconnect)
            {
                cluster.SawEnd(name);
            }
        }
    }

    private static async Task SettleAsync(List<Task<Probe>> running, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var remaining = running.ToHashSet();
        var end = Task.Delay(Timeout.InfiniteTimeSpan, over.Token);
        var impatient = Task.Delay(patience, over.Token);
        var isAnswered = (Primary: false, Standby: false);
        while (remaining.Count > 0 && !(isAnswered.Standby && impatient.IsCompleted))
        {
            Task[] others = isAnswered.Standby ? [end, impatient] : [end];
            var ended = await Task.WhenAny([.. remaining, .. others]);
            if (ended is not Task<Probe> probe)
            {
                break;
            }

            remaining.Remove(probe);
            var answer = await probe;
            if (answer.Primary is not null && !isAnswered.Primary)
            {
                end = Task.Delay(Grace, over.Token);
            }

            isAnswered = (isAnswered.Primary || answer.Primary is not null, isAnswered.Standby || answer.Standby is not null);
        }

        await over.CancelAsync();
    }

    private async Task<Probe> ProbeAsync(SourceServer server, CancellationToken cancellationToken)
    {
        var held = Found is { } found && found.Server.Server == server.Server ? found.Session : null;
        Session? session = null;
        try
        {
            session = await server.Server.OpenAsync(held, cancellationToken);
            var answer = PrimaryAnswer.Read(await session.QueryAsync(PrimaryAnswer.Query(session.ServerVersion), cancellationToken));
            if (!answer.InRecovery)
            {
                return new Probe(server) { Primary = new Primary(server, session, answer.Identity, answer.Timeline) };
            }

            _ = session.LetGo();
            return new Probe(server) { Standby = answer.Identity };
        }
        catch (Exception problem)
        {
            _ = session?.LetGo();
            var isLate = problem is OperationCanceledException;
            return new Probe(server) { Failure = isLate ? new Failure(Verdict.Failing, "no answer in time") : FailureTable.Of(problem) };
        }
    }

    private string Words(IReadOnlyList<Probe> probes, IReadOnlyList<string> unresolved) =>
        "no primary: " + string.Join("; ", [
            .. probes.Select(probe => $"{probe.Server.Server.Name}: {Words(probe)}"),
            .. unresolved.Select(host => $"{host}: its name does not resolve"),
        ]);

    private string Words(Probe probe)
    {
        if (probe is not { Primary: { } primary })
        {
            return probe.Failure?.Words ?? "a standby";
        }

        var (newest, seenAt) = cluster.NewestTimeline(primary.Identity.System);
        return primary.Timeline < newest ? $"a former primary, on timeline {primary.Timeline}, while {seenAt} is on {newest}"
            : cluster.Believed is { } believed && believed.System != primary.Identity.System
                ? $"a primary of another cluster: its system identifier is {primary.Identity.System}, and that of {believed.Primary} is "
                    + believed.System
                : $"a primary of a cluster with the system identifier {primary.Identity.System}";
    }
}

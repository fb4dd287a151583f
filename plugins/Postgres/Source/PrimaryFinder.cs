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
    /// <exception cref="FailureException">There is none to be believed; the message says what each server said.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; what is being opened is used at the next call.</exception>
    public async Task<Primary> SearchAsync(CancellationToken cancellationToken)
    {
        var (servers, unresolved) = await directory.FindAsync(cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = servers.Select(server => ProbeAsync(server, over.Token)).ToList();
        await SettleAsync(running, cancellationToken);
        await over.CancelAsync();
        var probes = await Task.WhenAll(running);
        cancellationToken.ThrowIfCancellationRequested();

        foreach (var primary in probes.Select(probe => probe.Primary).OfType<Primary>())
        {
            cluster.SawTimeline(primary.Timeline, primary.Server.Server.Name);
        }

        var (newest, seenAt) = cluster.NewestTimeline;
        var found = probes.Select(probe => probe.Primary).FirstOrDefault(primary => primary?.Timeline == newest && IsCurrent(primary))
            ?? probes.Select(probe => probe.Primary).FirstOrDefault(primary => primary?.Timeline == newest);
        foreach (var other in probes.Select(probe => probe.Primary).OfType<Primary>().Where(primary => primary != found))
        {
            _ = other.Session.LetGo();
        }

        if (found is null)
        {
            var isMisconfigured = unresolved.Count > 0 || probes.Any(probe => probe.Failure?.Verdict == Verdict.Misconfigured);
            throw new FailureException(
                isMisconfigured ? Verdict.Misconfigured : Verdict.Unknown, Words(probes, unresolved, newest, seenAt));
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

    private static async Task SettleAsync(List<Task<Probe>> running, CancellationToken cancellationToken)
    {
        var remaining = running.ToHashSet();
        var grace = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        var isGrace = false;
        while (remaining.Count > 0)
        {
            var ended = await Task.WhenAny([.. remaining, grace]);
            if (ended is not Task<Probe> probe)
            {
                return;
            }

            remaining.Remove(probe);
            if ((await probe).Primary is not null && !isGrace)
            {
                isGrace = true;
                grace = Task.Delay(Grace, cancellationToken);
            }
        }
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
                return new Probe(server, new Primary(server, session, answer.Timeline), null);
            }

            _ = session.LetGo();
            return new Probe(server, null, null);
        }
        catch (Exception problem)
        {
            _ = session?.LetGo();
            return new Probe(server, null, problem is OperationCanceledException
                ? new Failure(Verdict.Failing, "no answer in time")
                : FailureTable.Of(problem));
        }
    }

    private static string Words(IReadOnlyList<Probe> probes, IReadOnlyList<string> unresolved, int newest, string seenAt) =>
        "no primary: " + string.Join("; ", [
            .. probes.Select(probe => $"{probe.Server.Server.Name}: " + (probe switch
            {
                { Failure: { } failure } => failure.Words,
                { Primary: { } primary } => $"a former primary, on timeline {primary.Timeline}, while {seenAt} is on {newest}",
                _ => "a standby",
            })),
            .. unresolved.Select(host => $"{host}: its name does not resolve"),
        ]);

    private sealed record Probe(SourceServer Server, Primary? Primary, Failure? Failure);
}

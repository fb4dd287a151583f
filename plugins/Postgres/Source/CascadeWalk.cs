using System.Net;
using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Failures;

namespace LvsPluggable.Postgres.Source;

/// <summary>
/// Follows standbys of standbys: they are in nobody's pg_stat_replication but that of the server that they receive log from.
/// </summary>
/// <param name="connect">Makes the connection to a standby, by its name, its address, and the port of the primary.</param>
/// <param name="namer">Names rows.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="time">The clock.</param>
internal sealed class CascadeWalk(Func<string, IPAddress, int, Server> connect, RowNamer namer, TimeSpan limit, TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>How many steps it goes from the primary.</summary>
    public const int Deepest = 8;

    private readonly Dictionary<IPAddress, Downstream> _asked = [];

    /// <summary>What was wrong in the last walk; none when all is well.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Asks the standbys of the primary who receives log from them, and those, and so on; each server once.</summary>
    /// <param name="standbys">The primary's standbys.</param>
    /// <param name="primary">The primary's addresses.</param>
    /// <param name="port">The primary's port.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The rows of all of them, with their upstreams.</returns>
    public async Task<IReadOnlyList<NamedRow>> WalkAsync(
        IReadOnlyList<NamedRow> standbys, IReadOnlyList<IPAddress> primary, int port, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var visited = primary.ToHashSet();
        var asking = new Dictionary<IPAddress, Task<Branch>>();

        // Those of the last walk are asked at once: one before them that hangs would use up their time.
        foreach (var row in _asked.Values.SelectMany(asked => asked.Last).Where(MayHaveStandbys).ToList())
        {
            if (!row.Addresses.Any(visited.Contains))
            {
                _ = AskOnceAsync(asking, row, port, either.Token);
            }
        }

        var problems = new List<string>();
        var found = new List<NamedRow>();
        var level = standbys;
        for (var depth = 1; level.Count > 0; depth++)
        {
            var next = level.Where(row => MayHaveStandbys(row) && !row.Addresses.Any(visited.Contains))
                .DistinctBy(row => row.Addresses[0]).ToList();
            if (next.Count > 0 && depth > Deepest)
            {
                problems.Add($"standbys more than {Deepest} steps from the primary are not followed: those of {next[0].Host}");
                break;
            }

            visited.UnionWith(next.SelectMany(row => row.Addresses));
            var branches = await Task.WhenAll(next.Select(row => AskOnceAsync(asking, row, port, either.Token)));
            problems.AddRange(branches.Select(branch => branch.Problem).OfType<string>());
            level = [.. branches.SelectMany(branch => branch.Rows)];
            found.AddRange(level);
        }

        await Task.WhenAll(asking.Values);
        cancellationToken.ThrowIfCancellationRequested();
        Problems = problems;
        await ForgetAsync(visited);
        return found;
    }

    public async ValueTask DisposeAsync() => await ForgetAsync([]);

    private static bool MayHaveStandbys(NamedRow row) =>
        row is { Host: not null, Addresses.Count: > 0, Row: { IsStandby: true, State: "streaming" } };

    private Task<Branch> AskOnceAsync(
        Dictionary<IPAddress, Task<Branch>> asking, NamedRow upstream, int port, CancellationToken cancellationToken) =>
        asking.TryGetValue(upstream.Addresses[0], out var asked)
            ? asked
            : asking[upstream.Addresses[0]] = AskAsync(upstream, port, cancellationToken);

    private async Task<Branch> AskAsync(NamedRow upstream, int port, CancellationToken cancellationToken)
    {
        var downstream = Of(upstream, port);
        try
        {
            var answer = await downstream.AskAsync(cancellationToken);
            var rows = await namer.NameAsync(answer.Rows, cancellationToken);
            downstream.Last = [.. rows.Select(row => row with { Upstream = upstream.Host })];
            return new Branch(downstream.Last, null);
        }
        catch (Exception problem)
        {
            var words = problem is OperationCanceledException ? "no answer in time" : FailureTable.Of(problem).Words;
            return new Branch(downstream.Last, $"who receives log from {upstream.Host} is not known ({words}): its last standbys stay");
        }
    }

    private Downstream Of(NamedRow upstream, int port)
    {
        var address = upstream.Addresses[0];
        if (!_asked.TryGetValue(address, out var downstream))
        {
            _asked[address] = downstream = new Downstream(connect(upstream.Host!, address, port));
        }

        return downstream;
    }

    private async Task ForgetAsync(HashSet<IPAddress> visited)
    {
        foreach (var address in _asked.Keys.Where(address => !visited.Contains(address)).ToList())
        {
            await _asked[address].DisposeAsync();
            _asked.Remove(address);
        }
    }

    private sealed record Branch(IReadOnlyList<NamedRow> Rows, string? Problem);
}

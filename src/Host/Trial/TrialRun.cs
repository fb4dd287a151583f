using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Trial;

/// <summary>
/// Runs sources and checks as a director does, without a table: same guards, deadlines, wake-ups and threads. To be used on the host's threads.
/// </summary>
/// <param name="definition">What is to be run.</param>
/// <param name="isOnce">Whether each source is asked once and each check made once.</param>
/// <param name="neighbours">Tells which hosts are not there.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where changes are logged.</param>
/// <param name="show">Gets every call, one at a time.</param>
internal sealed class TrialRun(
    ServiceDefinition definition, bool isOnce, INeighbours neighbours, TimeProvider time, ILogger log, Action<TrialCall> show)
{
    // As good as never: once is once.
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly Signal _signal = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TrialCall> _last = new(StringComparer.Ordinal);
    private readonly HashSet<(IPEndPoint Server, string Check)> _checked = [];

    /// <summary>The last call of each source and check.</summary>
    public IReadOnlyList<TrialCall> Last
    {
        get
        {
            lock (_lock)
            {
                return [.. _last.Values];
            }
        }
    }

    /// <summary>Runs until all was called once, if that is what is wanted, or somebody stops it; then all is ended.</summary>
    /// <returns>What did not end properly, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var accounts = new PluginAccounts(
            PluginPlaces.Share(
                definition.Checking.Concurrency,
                [.. definition.Sources.Select(source => source.Plugin), .. definition.Checks.Select(check => check.Plugin)]),
            new Dictionary<string, Leftovers>(StringComparer.Ordinal));
        var sources = Sources(accounts);
        var health = Health(accounts);
        List<Task> running = [.. sources.Select(source => source.RunAsync(ending.Token))];
        try
        {
            await WatchAsync(sources, health, ending.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }

        ending.Cancel();
        await HostThreads.EndAsync(running);
        await HostThreads.EndAsync([health.StopAsync()]);
        return await EndAsync(sources);
    }

    private async Task WatchAsync(IReadOnlyList<SourceRunner> sources, HealthMonitor health, CancellationToken stopping)
    {
        while (true)
        {
            _signal.Clear();
            List<SourceState> states = [.. sources.Select(source => source.State)];
            var listed = CandidateMerger.Merge(states, definition.Discovery.Merge, definition.Discovery.Port).Candidates;
            health.Watch(listed, stopping);
            if (isOnce && states.TrueForAll(state => state.WasAsked) && AreChecked(listed))
            {
                return;
            }

            await _signal.WaitAsync(Never, time, stopping);
        }
    }

    private bool AreChecked(IReadOnlyList<Candidate> servers)
    {
        lock (_lock)
        {
            return servers.All(server => definition.Checks.All(check => _checked.Contains((server.EndPoint, check.Name))));
        }
    }

    private List<SourceRunner> Sources(PluginAccounts accounts)
    {
        var key = definition.Service.Key;
        var resolver = new NameResolver(key.AddressFamily, key.Address, time) { TakesOtherFamily = definition.Discovery.Reach.MayTunnel };
        var settings = isOnce ? definition.Discovery with { Interval = Never } : definition.Discovery;
        return
        [
            .. definition.Sources.Select(source => new SourceRunner(
                source, accounts.Open($"source {source.Name}", source.Plugin), resolver, settings, time, log, _signal.Set)
            {
                Called = call => Take(TrialCalls.Of(call, time.GetLocalNow())),
            }),
        ];
    }

    private HealthMonitor Health(PluginAccounts accounts)
    {
        var context = new CheckContext
        {
            Settings = isOnce ? definition.Checking with { Interval = Never, FastInterval = Never } : definition.Checking,
            Neighbours = neighbours,
            VirtualAddress = definition.Service.Key.Address,
            Method = definition.Destinations.Method,
            Time = time,
            Log = log,
            Changed = _signal.Set,
            Called = Take,
        };
        return new HealthMonitor(
            [.. definition.Checks.Select(check => (check, accounts.Open($"check {check.Name}", check.Plugin)))],
            context,
            new Dictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>>());
    }

    private void Take(CheckCall call)
    {
        lock (_lock)
        {
            Take(TrialCalls.Of(call, time.GetLocalNow()));
            _checked.Add((call.Server.EndPoint, call.Check));
        }

        _signal.Set();
    }

    // A wake-up, or an object that cannot be created, brings another call, also where one is all that is wanted.
    private void Take(TrialCall call)
    {
        lock (_lock)
        {
            if (!isOnce || !_last.ContainsKey(call.Subject))
            {
                _last[call.Subject] = call;
                show(call);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> EndAsync(IReadOnlyList<SourceRunner> sources)
    {
        var problems = new List<string>();
        foreach (var source in sources)
        {
            if (await source.EndAsync() is { } problem)
            {
                problems.Add($"Source {source.State.Name} did not end properly: {problem}.");
            }
        }

        return problems;
    }
}

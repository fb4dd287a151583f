using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
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

    private ServiceDefinition Tried => definition with
    {
        Fallback = null,
        Discovery = isOnce ? definition.Discovery with { Interval = Never } : definition.Discovery,
        Checking = isOnce ? definition.Checking with { Interval = Never, FastInterval = Never } : definition.Checking,
    };

    /// <summary>Runs until all was called once, if that is what is wanted, or somebody stops it; then all is ended.</summary>
    /// <returns>What did not end properly, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var work = new ServiceWork(Tried, ServiceMemory.None, neighbours, _signal.Set, Take, Take, time, log, ending.Token);
        try
        {
            await WatchAsync(work, ending.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }

        ending.Cancel();
        await work.StopAsync();
        return await work.EndAsync();
    }

    private async Task WatchAsync(ServiceWork work, CancellationToken stopping)
    {
        while (true)
        {
            _signal.Clear();
            var states = work.Sources.States;
            var listing = CandidateMerger.Merge(states, definition.Discovery.Merge, definition.Discovery.Port);
            work.Watch(listing, [], stopping);
            if (isOnce && states.All(state => state.WasAsked) && AreChecked(listing.Candidates))
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

    private void Take(SourceCall call) => Take(TrialCalls.Of(call, time.GetLocalNow()));

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
}

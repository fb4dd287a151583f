using System.Collections.Concurrent;
using System.Net;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Checks;

/// <summary>Runs the checks of all real servers of one virtual service and tells what is known of each.</summary>
internal sealed class HealthMonitor(
    IReadOnlyList<(CheckRegistration Check, PluginAccount Account)> checks,
    CheckContext context,
    IReadOnlyDictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>> seed)
{
    private readonly ConcurrentDictionary<IPEndPoint, ServerChecks> _servers = [];
    private readonly Dictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>> _known = new(seed);
    private readonly List<Task> _ending = [];

    /// <summary>What the calls of each check, of all servers, have cost.</summary>
    public IEnumerable<PluginCost> Costs => checks.Select(entry => entry.Account.Cost);

    /// <summary>Makes the servers that are checked equal to the given ones: starts and ends checks as needed.</summary>
    public void Watch(IEnumerable<Candidate> candidates, CancellationToken stopping)
    {
        var wanted = candidates.ToDictionary(candidate => candidate.EndPoint);
        foreach (var (endPoint, running) in _servers.ToList())
        {
            if (!wanted.TryGetValue(endPoint, out var candidate))
            {
                End(endPoint, running);
                _known.Remove(endPoint);
            }
            else if (candidate.Host != running.Candidate.Host)
            {
                _known[endPoint] = StatesOf(running);
                End(endPoint, running);
            }
        }

        foreach (var (endPoint, candidate) in wanted)
        {
            if (checks.Count > 0 && !_servers.ContainsKey(endPoint))
            {
                _servers[endPoint] = new ServerChecks(
                    candidate, checks, name => Initial(endPoint, name), context, stopping);
            }
        }
    }

    /// <summary>What is known of a server that is watched.</summary>
    public ServerHealth this[IPEndPoint endPoint] =>
        _servers.TryGetValue(endPoint, out var running) ? ServerHealth.Combine(running.States) : ServerHealth.Unchecked;

    /// <summary>What is known of servers now.</summary>
    public IReadOnlyDictionary<IPEndPoint, ServerHealth> Of(IEnumerable<IPEndPoint> endPoints) =>
        endPoints.Distinct().ToDictionary(endPoint => endPoint, endPoint => this[endPoint]);

    /// <summary>What the checks of a server measured last, of those that measure anything. For any thread.</summary>
    public IReadOnlyList<(string Check, Measurement Measured)> MeasurementsOf(IPEndPoint endPoint) =>
        _servers.TryGetValue(endPoint, out var running) ? running.Measurements : [];

    /// <summary>What each check knows of each server, to begin with after a change of parameters.</summary>
    public IReadOnlyDictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>> Memory =>
        _servers.ToDictionary(pair => pair.Key, pair => StatesOf(pair.Value));

    /// <summary>Ends all checks.</summary>
    public async Task StopAsync()
    {
        foreach (var (endPoint, running) in _servers.ToList())
        {
            End(endPoint, running);
        }

        await Task.WhenAll(_ending);
    }

    private static IReadOnlyDictionary<string, CheckState> StatesOf(ServerChecks running) =>
        running.States.ToDictionary(check => check.Name, check => check.State, StringComparer.Ordinal);

    private CheckState Initial(IPEndPoint endPoint, string check) =>
        _known.TryGetValue(endPoint, out var states) && states.TryGetValue(check, out var state)
            ? state with { WasChecked = false }
            : new CheckState();

    private void End(IPEndPoint endPoint, ServerChecks running)
    {
        _servers.TryRemove(endPoint, out _);
        _ending.RemoveAll(task => task.IsCompleted);
        _ending.Add(running.StopAsync());
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Finds which node of the cluster a real server is: by its name, else by the addresses that the nodes' names resolve to.</summary>
/// <param name="time">The clock.</param>
/// <param name="lookUp">Resolves a name.</param>
internal sealed class NodeFinder(TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The node; or none, and then a doubt when some name might have led to one but did not resolve.</summary>
    /// <param name="server">The real server, with its address.</param>
    /// <param name="nodes">The cluster's nodes.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<(ClusterNode? Node, string? Doubt)> FindAsync(
        RealServer server, IReadOnlyList<ClusterNode> nodes, CancellationToken cancellationToken)
    {
        if (ByName(server.Host, nodes) is { } named)
        {
            return (named, null);
        }

        if (server.Address is not { } address)
        {
            return (null, null);
        }

        var resolvable = nodes.Where(node => !node.IsBundleGuest).ToList();
        var answers = await Task.WhenAll(resolvable.Select(node => ResolveAsync(node.Name, cancellationToken)));
        var index = Array.FindIndex(answers, answer => answer.Addresses.Contains(address));
        return index >= 0
            ? (resolvable[index], null)
            : (null, answers.FirstOrDefault(answer => answer.Problem is not null)?.Problem);
    }

    // A short name and a fully qualified one are the same host when only one node fits.
    private static ClusterNode? ByName(string host, IReadOnlyList<ClusterNode> nodes)
    {
        var exact = nodes.FirstOrDefault(node => node.Name.Equals(host, StringComparison.OrdinalIgnoreCase));
        if (exact is not null || IPAddress.TryParse(host, out _))
        {
            return exact;
        }

        var similar = nodes.Where(node => IsShortFor(node.Name, host) || IsShortFor(host, node.Name)).Take(2).ToList();
        return similar.Count == 1 ? similar[0] : null;
    }

    private static bool IsShortFor(string name, string full) =>
        !name.Contains('.', StringComparison.Ordinal)
        && full.Length > name.Length
        && full[name.Length] == '.'
        && full.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    // When a name does not resolve now, its last addresses stay.
    private async Task<Answer> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        if (_answers.TryGetValue(name, out var known) && time.GetElapsedTime(known.Asked) < KeepFor)
        {
            return known;
        }

        var answer = await AskAsync(name, cancellationToken);
        if (answer.Problem is not null || (answer.Addresses.Length == 0 && known is not null))
        {
            return known ?? answer;
        }

        _answers[name] = answer;
        return answer;
    }

    private async Task<Answer> AskAsync(string name, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        try
        {
            return new Answer(await lookUp(name, cancellationToken).WaitAsync(Deadline, time, cancellationToken), null, now);
        }
        catch (SocketException problem) when (problem.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return new Answer([], null, now);
        }
        catch (SocketException problem)
        {
            return new Answer([], $"the node name {name} does not resolve now: {problem.Message}", now);
        }
        catch (TimeoutException)
        {
            return new Answer([], $"the node name {name} did not resolve within {Deadline.TotalSeconds:0.#} s", now);
        }
    }

    private sealed record Answer(IPAddress[] Addresses, string? Problem, long Asked);
}

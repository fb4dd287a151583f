using System.Net;
using System.Net.Sockets;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Source;

/// <summary>
/// What is listed while no primary answers and none has given a list: the hosts of the source's connection string that answer as
/// standbys of one cluster. A list that a primary gave may hold more servers, so it is not replaced.
/// </summary>
/// <param name="cluster">What is known of the servers.</param>
/// <param name="given">Of which clusters a primary's list was given.</param>
/// <param name="family">The virtual service's address family; null when it has none.</param>
/// <param name="areAllStates">Whether standbys count whatever their sync_state is, which only a primary tells.</param>
internal sealed class AnsweringStandbys(Cluster cluster, GivenLists given, AddressFamily? family, bool areAllStates)
{
    private bool _isListed;

    /// <summary>Whether such a list may have to be made.</summary>
    public bool MayBeNeeded => cluster.Believed is not { } believed || !given.Contains(believed.System);

    /// <summary>
    /// How long to wait for a primary when a standby has answered: not long when nothing is listed yet, and nearly all of the time
    /// when the standbys are.
    /// </summary>
    /// <param name="limit">The time of a call.</param>
    public TimeSpan Patience(TimeSpan limit) => !MayBeNeeded || !areAllStates ? Timeout.InfiniteTimeSpan
        : _isListed ? limit * 0.9
        : TimeSpan.FromTicks(Math.Min((limit * 0.6).Ticks, TimeSpan.FromSeconds(3).Ticks));

    /// <summary>The list; null when there is none to be believed.</summary>
    /// <param name="none">What the servers said.</param>
    /// <param name="reason">That it is less than it should be, and why.</param>
    public IReadOnlyList<RealServer>? List(NoPrimaryException none, out string reason)
    {
        reason = "";
        var standbys = none.Probes.Where(probe => probe.Standby is not null && probe.Server.Server.Address is not null).ToList();
        var systems = standbys.Select(probe => probe.Standby!.System).Distinct().ToList();
        if (systems is not [var system] || !areAllStates || given.Contains(system)
            || (cluster.Believed is { } believed && believed.System != system))
        {
            return null;
        }

        var silent = none.Probes.Where(probe => probe.Failure is not null)
            .Select(probe => $"{probe.Server.Server.Name}: {probe.Failure!.Words}")
            .Concat(none.Unresolved.Select(host => $"{host}: its name does not resolve")).ToList();
        reason = $"no primary answers ({(silent.Count == 0 ? "all are standbys" : string.Join("; ", silent))}); listed are the hosts of "
            + "postgres_source that answer as standbys";
        _isListed = true;
        return
        [
            .. standbys.GroupBy(probe => probe.Standby)
                .Select(server => server.Select(Listed).OfType<(RealServer Server, bool IsHere)>()
                    .OrderBy(listed => listed.IsHere).Select(listed => listed.Server).FirstOrDefault())
                .OfType<RealServer>().DistinctBy(server => server.Address),
        ];
    }

    // A machine's own name often is a loopback address to itself (Debian writes 127.0.1.1 into its hosts file), and on another director
    // it is another one.
    private (RealServer Server, bool IsHere)? Listed(Probe probe)
    {
        var answered = probe.Server.Server.Address!;
        var usable = new[] { answered }.Concat(probe.Server.Addresses)
            .Where(address => family is null || address.AddressFamily == family)
            .OrderBy(IsOfOneMachine);
        return usable.FirstOrDefault() is { } address
            ? (new RealServer { Host = probe.Server.Host, Address = address }, IsOfOneMachine(address))
            : null;
    }

    private static bool IsOfOneMachine(IPAddress address) => IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal;
}

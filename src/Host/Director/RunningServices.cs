using System.Net;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>What is known of virtual services that run, as of the last pass of each. May be asked from any thread.</summary>
/// <param name="runners">Those that run.</param>
internal sealed class RunningServices(IReadOnlyList<ServiceRunner> runners)
{
    // A pass may take long on a busy machine; one that takes longer than this means that the host hangs.
    private static readonly TimeSpan LongestPass = TimeSpan.FromSeconds(20);

    /// <summary>Those that run.</summary>
    public IReadOnlyList<ServiceRunner> Runners => runners;

    /// <summary>What is known of each.</summary>
    public IReadOnlyList<ServiceStatus> Statuses => [.. runners.Select(runner => runner.Status)];

    /// <summary>What is wrong with any of them.</summary>
    public IReadOnlyList<ProblemStatus> Problems => [.. runners.SelectMany(runner => runner.Problems)];

    /// <summary>Whether all passes come about as they should.</summary>
    public bool AreAlive => runners.All(runner => runner.SinceLastPass < runner.Definition.SyncInterval + LongestPass);

    /// <summary>Their real servers, once for each service.</summary>
    public IReadOnlyList<Candidate> Servers => [.. Members.Select(member => member.Candidate)];

    /// <summary>How many real servers there are, and how many of them take new connections, each counted once.</summary>
    public (int All, int Fit) ServerCounts
    {
        get
        {
            var servers = Members.ToLookup(member => member.Candidate.EndPoint);
            return (servers.Count, servers.Count(server => server.Any(member => member.Weight > 0)));
        }
    }

    /// <summary>The addresses of the primary that real servers follow; none where there is none or it is not known.</summary>
    public IReadOnlyList<IPAddress> Primary => [.. runners.SelectMany(runner => runner.Primary)];

    /// <summary>Whether an address is one of theirs.</summary>
    public bool HasVirtual(IPAddress address) => runners.Any(runner => runner.Definition.Keys.Any(key => address.Equals(key.Address)));

    // A fallback server serves, but is none of the real servers.
    private IEnumerable<Member> Members => runners.SelectMany(runner => runner.Members).Where(member => !member.IsFallback);
}

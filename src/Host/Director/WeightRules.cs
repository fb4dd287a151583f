using System.Net;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>The weight of a real server: design, "How what plugins say is merged", rule 4.</summary>
internal sealed record WeightRules
{
    public int DefaultWeight { get; init; } = 1;

    public IReadOnlyList<WeightedHost> Hosts { get; init; } = [];

    /// <param name="candidate">The server.</param>
    /// <param name="percent">The lowest weight percentage of its checks.</param>
    public int WeightOf(Candidate candidate, int percent)
    {
        var weight = Hosts.FirstOrDefault(host => Names(host.Host, candidate)) is { } listed
            ? listed.Weight ?? DefaultWeight
            : candidate.Weight ?? DefaultWeight;
        return weight == 0 ? 0 : Math.Max(1, (int)((long)weight * percent / 100));
    }

    private static bool Names(string host, Candidate candidate) =>
        candidate.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && address.Equals(candidate.EndPoint.Address));
}

using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>The weight of a real server: design, "How what plugins say is merged", rule 4.</summary>
internal sealed record WeightRules
{
    private readonly WeightedHosts _index = new([]);

    public int DefaultWeight { get; init; } = 1;

    public IReadOnlyList<WeightedHost> Hosts
    {
        get;
        init => (field, _index) = (value, new WeightedHosts(value));
    } = [];

    /// <param name="candidate">The server.</param>
    /// <param name="percent">The lowest weight percentage of its checks.</param>
    public int WeightOf(Candidate candidate, int percent)
    {
        var weight = _index.Find(candidate.Hosts, candidate.EndPoint.Address, candidate.EndPoint.Port) is { } listed
            ? listed.Weight ?? DefaultWeight
            : candidate.Weight ?? DefaultWeight;
        return weight == 0 ? 0 : Math.Max(1, (int)((long)weight * percent / 100));
    }
}

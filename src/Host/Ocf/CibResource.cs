namespace LvsPluggable.Host.Ocf;

/// <summary>A resource of a cluster that runs lvsdr, as the CIB has it.</summary>
internal sealed record CibResource
{
    public required string Id { get; init; }

    /// <summary>Under which its agent is found.</summary>
    public required string Provider { get; init; }

    /// <summary>The parameters that were given a value, by name.</summary>
    public required IReadOnlyDictionary<string, string> Given { get; init; }

    /// <summary>The ids of sets of parameters that count only where, or while, a rule holds; none of those is in <see cref="Given"/>.</summary>
    public IReadOnlyList<string> UnderRules { get; init; } = [];
}

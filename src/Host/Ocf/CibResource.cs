namespace LvsPluggable.Host.Ocf;

/// <summary>A resource of a cluster, as its configuration has it.</summary>
internal sealed record CibResource
{
    public required string Id { get; init; }

    /// <summary>Under which its agent is found.</summary>
    public required string Provider { get; init; }

    /// <summary>The name of its agent.</summary>
    public required string Type { get; init; }

    /// <summary>The parameters that were given a value, by name.</summary>
    public required IReadOnlyDictionary<string, string> Given { get; init; }

    /// <summary>The parameters that were given an empty value, in place of what the agent takes otherwise.</summary>
    public IReadOnlyList<string> Emptied { get; init; } = [];

    /// <summary>The names of those that it has, too, from a template, a clone or a group.</summary>
    public IReadOnlyList<string> Inherited { get; init; } = [];

    /// <summary>The ids of sets of parameters that count only where, or while, a rule holds; none of those is in <see cref="Given"/>.</summary>
    public IReadOnlyList<string> UnderRules { get; init; } = [];

    /// <summary>Whether its agent is lvsdr, of either provider.</summary>
    public bool IsDirector => Type == "lvsdr" && (Provider is "lvs" or "heartbeat");
}

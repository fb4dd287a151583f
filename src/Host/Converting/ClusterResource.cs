namespace LvsPluggable.Host.Converting;

/// <summary>A resource of Pacemaker.</summary>
internal sealed record ClusterResource
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Its agent, with class and provider.</summary>
    public required string Agent { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The options of each operation, by its name.</summary>
    public required IReadOnlyList<(string Operation, string Options)> Operations { get; init; }

    /// <summary>Whether it runs on every node; else it stays where it is.</summary>
    public bool IsClone { get; init; }

    /// <summary>Those that it is to be with on one node.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>Those that start after it.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Whether only some clusters want it, so that it is printed as a comment.</summary>
    public bool IsSuggestion { get; init; }

    /// <summary>What there is to say of it.</summary>
    public string Comment { get; init; } = "";
}

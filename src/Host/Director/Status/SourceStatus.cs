namespace LvsPluggable.Host.Director.Status;

/// <summary>One source, as people and programs are shown it.</summary>
internal sealed record SourceStatus
{
    public required string Name { get; init; }

    /// <summary>How many real servers its last list had; null when it never gave one.</summary>
    public int? Servers { get; init; }

    /// <summary>The addresses of the primary that its real servers follow; null where there is none or it is not known.</summary>
    public IReadOnlyList<string>? Primary { get; init; }

    /// <summary>When it gave its last list; null when it never gave one.</summary>
    public DateTimeOffset? Answered { get; init; }

    public string? Problem { get; init; }

    public DateTimeOffset? ProblemSince { get; init; }
}

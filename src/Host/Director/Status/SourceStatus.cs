namespace LvsPluggable.Host.Director.Status;

/// <summary>One source, as people and programs are shown it.</summary>
internal sealed record SourceStatus
{
    public required string Name { get; init; }

    /// <summary>How many real servers its last list had; null when it never gave one.</summary>
    public int? Servers { get; init; }

    public string? Problem { get; init; }

    public DateTimeOffset? ProblemSince { get; init; }
}

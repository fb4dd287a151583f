namespace LvsPluggable;

/// <summary>A number that a check measured of its real server.</summary>
public sealed record Measurement
{
    /// <summary>
    /// What was measured, with the plugin's name before it and the unit behind it, in Prometheus' base units, such as
    /// <c>acme_queue_wait_seconds</c>: at most 64 lower-case letters, digits and underscores, the first of them a letter. The metric is called
    /// <c>lvsdr_</c> and this. One whose name is another, or a metric of lvsdr itself, is left out.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>How much it is; one that is not a number, or infinite, is left out.</summary>
    public required double Value { get; init; }

    /// <summary>What that is, a sentence for people that stays the same; null for none.</summary>
    public string? Description { get; init; }
}

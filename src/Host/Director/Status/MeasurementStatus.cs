namespace LvsPluggable.Host.Director.Status;

/// <summary>What a check measured of a real server, as people and programs are shown it.</summary>
internal sealed record MeasurementStatus
{
    /// <summary>The check.</summary>
    public required string Check { get; init; }

    /// <summary>What was measured, with its unit, such as <c>postgres_replication_lag_seconds</c>.</summary>
    public required string Name { get; init; }

    public required double Value { get; init; }

    /// <summary>What that is, in words; null when the plugin has none.</summary>
    public string? Description { get; init; }
}

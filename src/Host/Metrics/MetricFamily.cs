namespace LvsPluggable.Host.Metrics;

/// <summary>A metric with all that was measured of it, as one host hands it to whoever writes it.</summary>
internal sealed record MetricFamily
{
    public required string Name { get; init; }

    /// <summary>What it is, in words.</summary>
    public required string Help { get; init; }

    public required MetricKind Kind { get; init; }

    /// <summary>The names of its labels.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The upper bounds of a histogram's buckets, without the last one, which has none.</summary>
    public IReadOnlyList<double> Bounds { get; init; } = [];

    public IReadOnlyList<MetricSample> Samples { get; init; } = [];
}

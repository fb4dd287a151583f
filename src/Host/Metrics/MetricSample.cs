namespace LvsPluggable.Host.Metrics;

/// <summary>What was measured for one set of labels.</summary>
internal sealed record MetricSample
{
    /// <summary>The values of the labels, in the order of their names.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>How much; meaningless for a histogram.</summary>
    public double Value { get; init; }

    /// <summary>A histogram's buckets.</summary>
    public IReadOnlyList<MetricBucket> Buckets { get; init; } = [];
}

namespace LvsPluggable.Host.Metrics;

/// <summary>How metrics are written.</summary>
internal enum ScrapeFormat
{
    /// <summary>The text format of Prometheus, version 0.0.4.</summary>
    Text,

    /// <summary>OpenMetrics, version 1.0.0.</summary>
    OpenMetrics,
}

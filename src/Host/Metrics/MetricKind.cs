namespace LvsPluggable.Host.Metrics;

/// <summary>How the numbers of a metric are meant.</summary>
internal enum MetricKind
{
    /// <summary>As it is now.</summary>
    Gauge,

    /// <summary>Only ever more, until the host is started anew.</summary>
    Counter,

    /// <summary>How many were how large.</summary>
    Histogram,
}

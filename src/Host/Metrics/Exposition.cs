using LvsPluggable.Text;
using Prometheus;

namespace LvsPluggable.Host.Metrics;

/// <summary>
/// Writes metrics for Prometheus, by prometheus-net: unlike OpenTelemetry's exporters for it, which are for HTTP alone and in beta, it writes to any
/// stream. What is written is made anew each time, so that nothing stays of what is there no more.
/// </summary>
internal static class Exposition
{
    /// <summary>What a format is called in HTTP.</summary>
    public static string ContentTypeOf(ScrapeFormat format) => format == ScrapeFormat.OpenMetrics
        ? PrometheusConstants.OpenMetricsContentTypeWithVersionAndEncoding
        : PrometheusConstants.TextContentTypeWithVersionAndEncoding;

    /// <summary>Writes what one or more hosts measured.</summary>
    /// <param name="families">What they measured; those of the same name become one.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="format">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task WriteAsync(IEnumerable<MetricFamily> families, Stream stream, ScrapeFormat format, CancellationToken cancellationToken)
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        var factory = Prometheus.Metrics.WithCustomRegistry(registry);
        foreach (var family in families)
        {
            Add(factory, family);
        }

        return registry.CollectAndExportAsTextAsync(
            stream, format == ScrapeFormat.OpenMetrics ? ExpositionFormat.OpenMetricsText : ExpositionFormat.PrometheusText, cancellationToken);
    }

    private static void Add(MetricFactory factory, MetricFamily family)
    {
        string[] labels = [.. family.Labels];
        switch (family.Kind)
        {
            case MetricKind.Counter:
                AddEach(family, factory.CreateCounter(family.Name, Plain(family.Help), labels), static (counter, sample) => counter.IncTo(sample.Value));
                break;
            case MetricKind.Histogram:
                var configuration = new HistogramConfiguration { Buckets = [.. family.Bounds] };
                AddEach(family, factory.CreateHistogram(family.Name, Plain(family.Help), labels, configuration), (histogram, sample) => Fill(histogram, family, sample));
                break;
            default:
                AddEach(family, factory.CreateGauge(family.Name, Plain(family.Help), labels), static (gauge, sample) => gauge.Set(sample.Value));
                break;
        }
    }

    // The library writes it as it is, and a plugin may have said it.
    private static string Plain(string help) => OneLine.Of(help).Replace('\\', '/').Replace('"', '\'');

    private static void AddEach<T>(MetricFamily family, ICollector<T> metric, Action<T, MetricSample> add)
        where T : ICollectorChild
    {
        foreach (var sample in family.Samples)
        {
            add(metric.WithLabels([.. sample.Labels]), sample);
        }
    }

    // As often as there were any in a bucket, their mean, which lies in it: counts and sum are what they were.
    private static void Fill(IHistogram histogram, MetricFamily family, MetricSample sample)
    {
        for (var index = 0; index < sample.Buckets.Count; index++)
        {
            var (count, sum) = sample.Buckets[index];
            if (count > 0)
            {
                var above = index > 0 ? double.BitIncrement(family.Bounds[index - 1]) : double.MinValue;
                var upTo = index < family.Bounds.Count ? family.Bounds[index] : double.MaxValue;
                histogram.Observe(Math.Clamp(sum / count, above, upTo), count);
            }
        }
    }
}

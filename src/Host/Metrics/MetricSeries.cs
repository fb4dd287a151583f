using System.Diagnostics.Metrics;

namespace LvsPluggable.Host.Metrics;

/// <summary>Adds up what one instrument measures. Members may be called from any thread.</summary>
internal sealed class MetricSeries(Instrument instrument)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly MetricKind _kind = KindOf(instrument);
    private readonly IReadOnlyList<double> _bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? [];
    private IReadOnlyList<string> _labels = [];

    /// <summary>Forgets what is told anew each time, so that nothing is told of what is there no more.</summary>
    public void Begin()
    {
        if (instrument.IsObservable)
        {
            lock (_lock)
            {
                _series.Clear();
            }
        }
    }

    /// <summary>Takes a measurement.</summary>
    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = new string[tags.Length];
        for (var index = 0; index < tags.Length; index++)
        {
            values[index] = (string?)tags[index].Value ?? "";
        }

        lock (_lock)
        {
            if (_labels.Count != tags.Length)
            {
                _labels = [.. tags.ToArray().Select(tag => tag.Key)];
            }

            // With its length before it, no value can pass for two.
            var key = string.Concat(values.Select(text => $"{text.Length}:{text}"));
            if (!_series.TryGetValue(key, out var series))
            {
                _series[key] = series = new Series(values, _kind == MetricKind.Histogram ? new MetricBucket[_bounds.Count + 1] : []);
            }

            Add(series, value);
        }
    }

    /// <summary>What there is.</summary>
    public MetricFamily Read()
    {
        lock (_lock)
        {
            return new MetricFamily
            {
                Name = instrument.Name,
                Help = instrument.Description ?? "",
                Kind = _kind,
                Labels = _labels,
                Bounds = _bounds,
                Samples =
                [
                    .. _series.Values.Select(series => new MetricSample
                    {
                        Labels = series.Labels, Value = series.Value, Buckets = [.. series.Buckets],
                    }),
                ],
            };
        }
    }

    private void Add(Series series, double value)
    {
        if (_kind == MetricKind.Histogram)
        {
            var index = 0;
            while (index < _bounds.Count && value > _bounds[index])
            {
                index++;
            }

            series.Buckets[index] = new MetricBucket(series.Buckets[index].Count + 1, series.Buckets[index].Sum + value);
        }
        else
        {
            series.Value = instrument.IsObservable ? value : series.Value + value;
        }
    }

    private static MetricKind KindOf(Instrument instrument) => instrument switch
    {
        ObservableGauge<double> => MetricKind.Gauge,
        ObservableCounter<double> or Counter<long> => MetricKind.Counter,
        Histogram<double> => MetricKind.Histogram,
        _ => throw new ArgumentException($"{instrument.Name} is a {instrument.GetType().Name}, which nobody adds up", nameof(instrument)),
    };

    private sealed class Series(IReadOnlyList<string> labels, MetricBucket[] buckets)
    {
        public IReadOnlyList<string> Labels { get; } = labels;

        public MetricBucket[] Buckets { get; } = buckets;

        public double Value { get; set; }
    }
}

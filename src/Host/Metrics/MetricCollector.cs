using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LvsPluggable.Host.Metrics;

/// <summary>Listens to the instruments of one meter, and tells what they have measured since.</summary>
/// <remarks>
/// The adapter for meters of prometheus-net is not used: it writes counters as gauges, and goes on for minutes with what is there no more.
/// </remarks>
internal sealed class MetricCollector : IDisposable
{
    private readonly Lock _collecting = new();
    private readonly ConcurrentDictionary<Instrument, MetricSeries> _series = [];
    private readonly MeterListener _listener;

    public MetricCollector(Meter meter)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter)
                {
                    listener.EnableMeasurementEvents(instrument, _series.GetOrAdd(instrument, static one => new MetricSeries(one)));
                }
            },
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, series) => ((MetricSeries)series!).Take(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, series) => ((MetricSeries)series!).Take(value, tags));
        _listener.Start();
    }

    /// <summary>What was measured until now, in the order of names.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        lock (_collecting)
        {
            foreach (var series in _series.Values)
            {
                series.Begin();
            }

            _listener.RecordObservableInstruments();
            return [.. _series.Values.Select(series => series.Read()).Where(family => family.Samples.Count > 0).OrderBy(family => family.Name, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => _listener.Dispose();
}

using System.Diagnostics.Metrics;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Metrics;

/// <summary>The metrics of a host. There are no instruments before somebody asks for the first time; from then on everything is measured.</summary>
/// <param name="instance">The instance.</param>
/// <param name="instruments">Measure what passes and checks do.</param>
/// <param name="look">Tells how the host is now.</param>
/// <param name="time">The clock.</param>
internal sealed class HostMetrics(string instance, DirectorInstruments instruments, Func<HostStatus> look, TimeProvider time) : IDisposable
{
    /// <summary>The meter's name, by which exporters find it.</summary>
    public const string MeterName = "lvsdr";

    private readonly Lock _lock = new();
    private Meter? _meter;
    private StatusInstruments? _status;
    private MetricCollector? _collector;

    /// <summary>What there is of a host that does not answer.</summary>
    public static MetricFamily Silent(string instance) => new()
    {
        Name = HostMetricList.Up.Name,
        Help = HostMetricList.Up.Help,
        Kind = MetricKind.Gauge,
        Labels = ["director"],
        Samples = [new MetricSample { Labels = [instance], Value = 0 }],
    };

    /// <summary>Makes the instruments, if there are none yet.</summary>
    public Meter Begin()
    {
        lock (_lock)
        {
            if (_meter is null)
            {
                _meter = new Meter(MeterName);
                _status = new StatusInstruments(_meter, look, time);
                instruments.Open(_meter, instance);
            }

            return _meter;
        }
    }

    /// <summary>What there is. Histograms, and counters of what checks and passes do, begin with the first call.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        var meter = Begin();
        lock (_lock)
        {
            _collector ??= new MetricCollector(meter);
        }

        _status!.Forget();

        return _collector.Collect();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _collector?.Dispose();
            _meter?.Dispose();
        }
    }
}

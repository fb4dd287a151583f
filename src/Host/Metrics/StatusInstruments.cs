using System.Diagnostics.Metrics;
using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Metrics;

/// <summary>Observable instruments, which read the host's status when somebody collects them, and cost nothing between.</summary>
internal sealed class StatusInstruments
{
    // What is collected together is of one look; an exporter does not say when it begins.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    // Far more than lvsdr and a few plugins have: one that makes up new names is not to fill the memory.
    private const int MostNames = 200;

    private readonly Lock _lock = new();
    private readonly Meter _meter;
    private readonly Func<HostStatus> _look;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private HostStatus? _status;
    private long _looked;

    /// <param name="meter">What makes the instruments.</param>
    /// <param name="look">Tells how the host is now.</param>
    /// <param name="time">The clock.</param>
    public StatusInstruments(Meter meter, Func<HostStatus> look, TimeProvider time)
    {
        _meter = meter;
        _look = look;
        _time = time;
        foreach (var metric in (IEnumerable<StatusMetric>)[.. HostMetricList.All, .. ServiceMetricList.All, .. ServerMetricList.All])
        {
            Create(metric);
        }
    }

    /// <summary>Has whoever collects next look again, also when it is soon.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _status = null;
        }
    }

    private void Create(StatusMetric metric)
    {
        _names.Add(metric.Name);
        if (metric.IsCounter)
        {
            _meter.CreateObservableCounter(metric.Name, () => Read(metric), metric.Unit, metric.Help);
        }
        else
        {
            _meter.CreateObservableGauge(metric.Name, () => Read(metric), metric.Unit, metric.Help);
        }
    }

    private IEnumerable<Measurement<double>> Read(StatusMetric metric)
    {
        var status = Status();
        return metric.Read(status).Select(point => new Measurement<double>(point.Value, [new("director", status.Instance), .. point.Labels]));
    }

    private HostStatus Status()
    {
        lock (_lock)
        {
            if (_status is null || _time.GetElapsedTime(_looked) > Fresh)
            {
                _status = _look();
                _looked = _time.GetTimestamp();
                CreateMeasured(_status);
            }

            return _status;
        }
    }

    // What checks measure is known when they have. lvsdr's own names go first.
    private void CreateMeasured(HostStatus status)
    {
        var measured = status.Services.SelectMany(service => service.Servers).SelectMany(server => server.Measurements);
        foreach (var one in measured.DistinctBy(one => one.Name, StringComparer.Ordinal))
        {
            var metric = ServerMetricList.Measured(one.Name, one.Description);
            if (!_names.Contains(metric.Name) && _names.Count < MostNames)
            {
                Create(metric);
            }
        }
    }
}

using System.Diagnostics.Metrics;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>
/// Measures what passes and checks do while they do it. Until somebody wants to know, nothing is measured. Members may be called from any thread.
/// </summary>
internal sealed class DirectorInstruments
{
    // A check of a port nearby takes a fraction of a millisecond; none is waited for longer than check_timeout, 3 s unless set.
    private static readonly double[] CheckBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly double[] PassBounds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    private volatile Instruments? _instruments;

    /// <summary>Whether anything is measured.</summary>
    public bool IsOpen => _instruments is not null;

    /// <summary>Measures from now on.</summary>
    /// <param name="meter">What makes the instruments.</param>
    /// <param name="director">The instance, which every measurement is labelled with.</param>
    public void Open(Meter meter, string director) => _instruments = new Instruments(
        director,
        Histogram(meter, "lvsdr_check_duration_seconds", "How long calls of checks took, those that were late until then.", CheckBounds),
        meter.CreateCounter<long>("lvsdr_check_results_total", null, "What calls of checks came to."),
        Histogram(meter, "lvsdr_pass_duration_seconds", "How long passes took: from reading the kernel's table to the last change in it.", PassBounds),
        meter.CreateCounter<long>("lvsdr_changes_total", null, "Changes made in the kernel's table."),
        meter.CreateCounter<long>("lvsdr_netlink_errors_total", null, "What the kernel refused or did not answer."));

    /// <summary>Takes down a call of a check.</summary>
    public void Checked(ServiceKey service, in CheckCall call)
    {
        if (_instruments is not { } instruments)
        {
            return;
        }

        var name = service.ToString();
        instruments.CheckResults.Add(1, new("director", instruments.Director), new("service", name), new("check", call.Check), new("result", ResultOf(call)));

        // What could not be created was not called.
        if (call.Outcome.Took > TimeSpan.Zero)
        {
            instruments.CheckDuration.Record(
                call.Outcome.Took.TotalSeconds, new("director", instruments.Director), new("service", name), new("check", call.Check));
        }
    }

    /// <summary>Takes down how long a pass took.</summary>
    public void Passed(ServiceKey service, TimeSpan took)
    {
        if (_instruments is { } instruments)
        {
            instruments.PassDuration.Record(took.TotalSeconds, new("director", instruments.Director), new("service", service.ToString()));
        }
    }

    /// <summary>Takes down what a pass changed.</summary>
    /// <param name="service">The service.</param>
    /// <param name="wanted">The changes that it wanted.</param>
    /// <param name="refused">Those of them that the kernel refused.</param>
    public void Changed(ServiceKey service, IReadOnlyList<TableChange> wanted, IReadOnlyList<(TableChange Change, string Problem)> refused)
    {
        if (_instruments is not { } instruments)
        {
            return;
        }

        foreach (var kind in wanted.Except(refused.Select(refusal => refusal.Change)).GroupBy(change => change.Kind))
        {
            instruments.Changes.Add(
                kind.Count(), new("director", instruments.Director), new("service", service.ToString()), new("kind", NameOf(kind.Key)));
        }

        Failed(service, refused.Count);
    }

    /// <summary>Takes down that the kernel refused or did not answer.</summary>
    public void Failed(ServiceKey service, int times)
    {
        if (times > 0 && _instruments is { } instruments)
        {
            instruments.NetlinkErrors.Add(times, new("director", instruments.Director), new("service", service.ToString()));
        }
    }

    private static Histogram<double> Histogram(Meter meter, string name, string description, double[] bounds) => meter.CreateHistogram(
        name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    private static string ResultOf(in CheckCall call) => call switch
    {
        { Outcome.IsLate: true } => "late",
        { Outcome: { IsAnswer: false, IsForestalled: false } } => "failed",
        { Result.Status: HealthStatus.Healthy } => "healthy",
        { Result.Status: HealthStatus.Drain } => "drain",
        { Result.Status: HealthStatus.Unhealthy } => "unhealthy",
        _ => "unknown",
    };

    private static string NameOf(ChangeKind kind) => kind switch
    {
        ChangeKind.AddService => "add_service",
        ChangeKind.EditService => "edit_service",
        ChangeKind.AddDestination => "add_server",
        ChangeKind.EditDestination => "edit_server",
        ChangeKind.QuiesceDestination => "quiesce_server",
        ChangeKind.DeleteDestination => "remove_server",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of change"),
    };

    private sealed record Instruments(
        string Director,
        Histogram<double> CheckDuration,
        Counter<long> CheckResults,
        Histogram<double> PassDuration,
        Counter<long> Changes,
        Counter<long> NetlinkErrors);
}

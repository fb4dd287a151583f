using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Metrics;

/// <summary>The metrics of a host as a whole.</summary>
internal static class HostMetricList
{
    /// <summary>Whether a host answers.</summary>
    public static StatusMetric Up { get; } = new("lvsdr_up", "Whether the host of this instance answers.", _ => [new(1)]);

    public static IReadOnlyList<StatusMetric> All { get; } =
    [
        Up,
        new("lvsdr_info", "The version that runs, always 1.", status => [new(1, new KeyValuePair<string, object?>("version", status.Version))]),
        new("lvsdr_start_time_seconds", "When the host was started, since 1970.", status => [StatusPoint.At(status.Started)]),
        new("lvsdr_standby", "Whether it only knows what it would do.", status => [StatusPoint.If(status.IsStandby)]),
        new("lvsdr_restarts", "How often it died and was started anew within the last 10 minutes.", status => [new(status.Restarts?.Count ?? 0)]),
        new("lvsdr_degraded", "Whether something is not as it should be.", status => [StatusPoint.If(status.IsDegraded)]),
        new(
            "lvsdr_degraded_since_timestamp_seconds",
            "Since when something is not as it should be, since 1970; nothing while all is well.",
            status => status.IsDegraded ? [StatusPoint.At(status.AllProblems().Min(problem => problem.Since))] : []),
        new("lvsdr_problems", "How much is not as it should be: of the host as a whole, and of each service.", Problems),
    ];

    private static IEnumerable<StatusPoint> Problems(HostStatus status) =>
    [
        new(status.Problems.Count, new KeyValuePair<string, object?>("service", "")),
        .. status.Services.Select(service => new StatusPoint(service.Problems.Count, ServiceMetricList.Label(service))),
    ];
}

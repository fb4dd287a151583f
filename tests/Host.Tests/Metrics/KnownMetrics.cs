using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Metrics;

/// <summary>Every metric that there is, those of the PostgreSQL plugin included, as a host that has done everything gives them.</summary>
internal static class KnownMetrics
{
    public static IReadOnlyList<MetricFamily> All { get; } = Collect();

    private static IReadOnlyList<MetricFamily> Collect()
    {
        using var host = new MeasuredHost();
        var service = host.Status.Services[0];
        var server = service.Servers[0] with
        {
            Measurements =
            [
                new MeasurementStatus { Check = "postgres", Name = "postgres_replication_lag_bytes", Value = 1 },
                new MeasurementStatus { Check = "postgres", Name = "postgres_replication_lag_seconds", Value = 1 },
            ],
        };
        host.Status = host.Status with { Services = [service with { Servers = [server] }] };
        host.Collect();
        var key = Make.Service.Key;
        host.Instruments.Checked(
            key,
            new CheckCall(Make.Candidate(1), "tcp", CallOutcome<HealthResult>.Answered(default) with { Took = TimeSpan.FromSeconds(1) }, default, new CheckState()));
        host.Instruments.Passed(key, TimeSpan.FromSeconds(1));
        host.Instruments.Changed(key, [new TableChange { Kind = ChangeKind.AddService, Service = Make.Service }], []);
        host.Instruments.Failed(key, 1);
        return host.Collect();
    }
}

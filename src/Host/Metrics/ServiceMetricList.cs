using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Metrics;

/// <summary>The metrics of virtual services, their sources, and calls into plugins.</summary>
internal static class ServiceMetricList
{
    public static IReadOnlyList<StatusMetric> All { get; } =
    [
        OfService("lvsdr_service_ready", "Whether the first synchronisation is done.", service => StatusPoint.If(service.IsReady, Label(service))),
        OfService("lvsdr_service_servers", "How many real servers there are.", service => new(service.Servers.Count(IsReal), Label(service))),
        OfService(
            "lvsdr_service_servers_up",
            "How many real servers get new connections.",
            service => new(service.Servers.Count(server => IsReal(server) && server.Weight > 0), Label(service))),
        OfService(
            "lvsdr_service_quorum_up",
            "Whether fit servers have as much weight as quorum says; nothing where there is no quorum.",
            service => service.IsQuorumDown is { } isDown ? StatusPoint.If(!isDown, Label(service)) : null),
        OfService(
            "lvsdr_service_last_change_timestamp_seconds",
            "When the kernel's table was changed last, since 1970; nothing as long as it never was.",
            service => service.LastChange is { } change ? StatusPoint.At(change, Label(service)) : null),
        OfSource("lvsdr_source_up", "Whether the list is known now; else the last one stays.", (source, labels) => StatusPoint.If(source is { Problem: null, Servers: not null }, labels)),
        OfSource("lvsdr_source_servers", "How many real servers the last list has.", (source, labels) => source.Servers is { } count ? new(count, labels) : null),
        OfSource(
            "lvsdr_source_last_answer_timestamp_seconds",
            "When the last list was given, since 1970. What stands in the parameters is not asked again.",
            (source, labels) => source.Answered is { } moment ? StatusPoint.At(moment, labels) : null),
        OfCall("lvsdr_calls_total", "Calls of a source or check.", cost => cost.Calls),
        OfCall("lvsdr_call_failures_total", "Calls that threw, or answered what cannot be.", cost => cost.Failures),
        OfCall("lvsdr_late_calls_total", "Calls that did not answer in time.", cost => cost.Late),
        OfCall("lvsdr_calls_left_behind", "Late calls that have not ended yet.", cost => cost.LeftBehind),
    ];

    /// <summary>Which service it is.</summary>
    public static KeyValuePair<string, object?> Label(ServiceStatus service) => new("service", service.Service);

    private static bool IsReal(ServerStatus server) => server.State != Director.ServerState.Fallback;

    private static StatusMetric OfService(string name, string help, Func<ServiceStatus, StatusPoint?> read) =>
        new(name, help, status => status.Services.Select(read).OfType<StatusPoint>());

    private static StatusMetric OfSource(string name, string help, Func<SourceStatus, KeyValuePair<string, object?>[], StatusPoint?> read) =>
        new(name, help, status => status.Services
            .SelectMany(service => service.Sources.Select(source => read(source, [Label(service), new("source", source.Name)])))
            .OfType<StatusPoint>());

    private static StatusMetric OfCall(string name, string help, Func<PluginCost, double> read) =>
        new(name, help, status => status.Services
            .SelectMany(service => service.Plugins.Select(cost => new StatusPoint(read(cost), Label(service), new("call", cost.Name)))));
}

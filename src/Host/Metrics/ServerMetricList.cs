using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Metrics;

/// <summary>The metrics of real servers.</summary>
internal static class ServerMetricList
{
    public static IReadOnlyList<StatusMetric> All { get; } =
    [
        OfServer("lvsdr_server_up", "Whether it gets new connections.", (server, labels) => StatusPoint.If(server.Weight > 0, labels)),
        OfServer("lvsdr_server_state", "The state that it is in, always 1.", (server, labels) => new(1, [.. labels, new("state", server.State.Word())])),
        OfServer(
            "lvsdr_server_state_timestamp_seconds", "Since when it is in that state, since 1970.", (server, labels) => StatusPoint.At(server.Since, labels)),
        OfServer(
            "lvsdr_server_weight", "Its weight; nothing while it is not in the table.", (server, labels) => server.Weight is { } weight ? new(weight, labels) : null),
        OfServer("lvsdr_server_active_connections", "Established connections.", (server, labels) => new(server.ActiveConnections, labels)),
        OfServer(
            "lvsdr_server_inactive_connections",
            "Connections in every other state, closing ones above all.",
            (server, labels) => new(server.InactiveConnections, labels)),
        OfTraffic("lvsdr_server_connections_total", "Connections that it got since it is in the table.", traffic => traffic.Connections),
        OfTraffic("lvsdr_server_connections_per_second", "New connections per second, the kernel's average.", traffic => traffic.ConnectionsPerSecond),
        OfTraffic("lvsdr_server_incoming_packets_total", "Packets to it.", traffic => traffic.IncomingPackets),
        OfTraffic("lvsdr_server_outgoing_packets_total", "Packets from it that passed the director.", traffic => traffic.OutgoingPackets),
        OfTraffic("lvsdr_server_incoming_bytes_total", "Bytes to it.", traffic => traffic.IncomingBytes),
        OfTraffic("lvsdr_server_outgoing_bytes_total", "Bytes from it that passed the director.", traffic => traffic.OutgoingBytes),
    ];

    /// <summary>The metric of what checks measure.</summary>
    /// <param name="name">What they measure.</param>
    /// <param name="description">What that is, in words.</param>
    public static StatusMetric Measured(string name, string? description) => new(
        $"lvsdr_{name}",
        description ?? $"Measured by a plugin: {name}.",
        status => OfEach(status, (server, labels) => server.Measurements.Where(one => one.Name == name)
            .Select(one => new StatusPoint(one.Value, [.. labels, new("check", one.Check)]))))
    {
        IsMeasured = true,
    };

    private static StatusMetric OfServer(string name, string help, Func<ServerStatus, KeyValuePair<string, object?>[], StatusPoint?> read) =>
        new(name, help, status => OfEach<StatusPoint?>(status, (server, labels) => [read(server, labels)]).OfType<StatusPoint>());

    private static StatusMetric OfTraffic(string name, string help, Func<TrafficStatus, double> read) =>
        OfServer(name, help, (server, labels) => server.Traffic is { } traffic ? new(read(traffic), labels) : null);

    private static IEnumerable<T> OfEach<T>(HostStatus status, Func<ServerStatus, KeyValuePair<string, object?>[], IEnumerable<T>> read) =>
        status.Services.SelectMany(service => service.Servers.SelectMany(server => read(
            server, [ServiceMetricList.Label(service), new("server", server.Host), new("address", HostAndPort.Join(server.Address, server.Port))])));
}

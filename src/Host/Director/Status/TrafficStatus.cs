using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director.Status;

/// <summary>What a real server has had, as people and programs are shown it.</summary>
internal sealed record TrafficStatus
{
    public required ulong Connections { get; init; }

    /// <summary>New connections per second, the kernel's average of the last seconds.</summary>
    public required ulong ConnectionsPerSecond { get; init; }

    public required ulong IncomingPackets { get; init; }

    public required ulong OutgoingPackets { get; init; }

    public required ulong IncomingBytes { get; init; }

    public required ulong OutgoingBytes { get; init; }

    public static TrafficStatus Of(Traffic traffic) => new()
    {
        Connections = traffic.Connections,
        ConnectionsPerSecond = traffic.ConnectionsPerSecond,
        IncomingPackets = traffic.IncomingPackets,
        OutgoingPackets = traffic.OutgoingPackets,
        IncomingBytes = traffic.IncomingBytes,
        OutgoingBytes = traffic.OutgoingBytes,
    };
}

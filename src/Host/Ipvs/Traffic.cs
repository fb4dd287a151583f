using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Ipvs;

/// <summary>
/// What a destination has had since it is in the kernel's table, as the kernel counts it. Outgoing is what passes the director on its way
/// back, which is nothing where real servers answer clients themselves.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Traffic
{
    public ulong Connections { get; init; }

    /// <summary>New connections per second, the kernel's average of the last seconds.</summary>
    public ulong ConnectionsPerSecond { get; init; }

    public ulong IncomingPackets { get; init; }

    public ulong OutgoingPackets { get; init; }

    public ulong IncomingBytes { get; init; }

    public ulong OutgoingBytes { get; init; }

    /// <summary>Both together; a destination of several services has its part of each.</summary>
    public static Traffic operator +(Traffic one, Traffic other) => new()
    {
        Connections = one.Connections + other.Connections,
        ConnectionsPerSecond = one.ConnectionsPerSecond + other.ConnectionsPerSecond,
        IncomingPackets = one.IncomingPackets + other.IncomingPackets,
        OutgoingPackets = one.OutgoingPackets + other.OutgoingPackets,
        IncomingBytes = one.IncomingBytes + other.IncomingBytes,
        OutgoingBytes = one.OutgoingBytes + other.OutgoingBytes,
    };
}

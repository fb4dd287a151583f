using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Counters since the service or destination was added, and their current rates per second (IPVS_STATS_ATTR_*).</summary>
internal sealed record IpvsStatistics
{
    public ulong Connections { get; init; }

    public ulong IncomingPackets { get; init; }

    public ulong OutgoingPackets { get; init; }

    public ulong IncomingBytes { get; init; }

    public ulong OutgoingBytes { get; init; }

    public ulong ConnectionsPerSecond { get; init; }

    public ulong IncomingPacketsPerSecond { get; init; }

    public ulong OutgoingPacketsPerSecond { get; init; }

    public ulong IncomingBytesPerSecond { get; init; }

    public ulong OutgoingBytesPerSecond { get; init; }

    /// <summary>Reads IPVS_*_ATTR_STATS (partly 32 bits) and IPVS_*_ATTR_STATS64 alike.</summary>
    /// <exception cref="MalformedMessageException">They do not have the form they must have.</exception>
    public static IpvsStatistics Decode(ReadOnlySpan<byte> nested)
    {
        Span<ulong> values = stackalloc ulong[IpvsProtocol.StatisticsOutgoingByteRate + 1];
        var attributes = new AttributeReader(nested);
        while (attributes.Read())
        {
            if (attributes.Type is >= IpvsProtocol.StatisticsConnections and <= IpvsProtocol.StatisticsOutgoingByteRate)
            {
                values[attributes.Type] = attributes.UInt32Or64();
            }
        }

        return new IpvsStatistics
        {
            Connections = values[IpvsProtocol.StatisticsConnections],
            IncomingPackets = values[IpvsProtocol.StatisticsIncomingPackets],
            OutgoingPackets = values[IpvsProtocol.StatisticsOutgoingPackets],
            IncomingBytes = values[IpvsProtocol.StatisticsIncomingBytes],
            OutgoingBytes = values[IpvsProtocol.StatisticsOutgoingBytes],
            ConnectionsPerSecond = values[IpvsProtocol.StatisticsConnectionRate],
            IncomingPacketsPerSecond = values[IpvsProtocol.StatisticsIncomingPacketRate],
            OutgoingPacketsPerSecond = values[IpvsProtocol.StatisticsOutgoingPacketRate],
            IncomingBytesPerSecond = values[IpvsProtocol.StatisticsIncomingByteRate],
            OutgoingBytesPerSecond = values[IpvsProtocol.StatisticsOutgoingByteRate],
        };
    }
}

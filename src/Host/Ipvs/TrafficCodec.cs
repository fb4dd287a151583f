using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Reads IPVS_DEST_ATTR_STATS64, which Linux tells since 4.1.</summary>
internal static class TrafficCodec
{
    /// <exception cref="MalformedMessageException">It does not have the form it must have.</exception>
    public static Traffic Read(ReadOnlySpan<byte> nested)
    {
        var traffic = default(Traffic);
        var attributes = new AttributeReader(nested);
        while (attributes.Read())
        {
            traffic = attributes.Type switch
            {
                IpvsProtocol.StatisticsConnections => traffic with { Connections = attributes.UInt64() },
                IpvsProtocol.StatisticsIncomingPackets => traffic with { IncomingPackets = attributes.UInt64() },
                IpvsProtocol.StatisticsOutgoingPackets => traffic with { OutgoingPackets = attributes.UInt64() },
                IpvsProtocol.StatisticsIncomingBytes => traffic with { IncomingBytes = attributes.UInt64() },
                IpvsProtocol.StatisticsOutgoingBytes => traffic with { OutgoingBytes = attributes.UInt64() },
                IpvsProtocol.StatisticsConnectionsPerSecond => traffic with { ConnectionsPerSecond = attributes.UInt64() },
                _ => traffic,
            };
        }

        return traffic;
    }
}

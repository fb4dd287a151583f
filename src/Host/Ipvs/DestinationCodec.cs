using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Destinations as attributes (IPVS_CMD_ATTR_DEST and IPVS_DEST_ATTR_* of linux/ip_vs.h).</summary>
internal static class DestinationCodec
{
    /// <summary>The attributes that select a destination.</summary>
    public static void Write(AttributeWriter writer, IPEndPoint endPoint)
    {
        var nested = writer.BeginNested(IpvsProtocol.CommandDestination);
        WriteKey(writer, endPoint);
        writer.EndNested(nested);
    }

    /// <summary>The attributes that add or edit a destination.</summary>
    public static void Write(AttributeWriter writer, Destination destination)
    {
        var nested = writer.BeginNested(IpvsProtocol.CommandDestination);
        WriteKey(writer, destination.EndPoint);
        writer.Write(IpvsProtocol.DestinationForwarding, (uint)destination.Method);
        writer.Write(IpvsProtocol.DestinationWeight, (uint)destination.Weight);
        writer.Write(IpvsProtocol.DestinationUpperThreshold, destination.UpperThreshold);
        writer.Write(IpvsProtocol.DestinationLowerThreshold, destination.LowerThreshold);
        if (destination.Method == ForwardingMethod.Tunnel)
        {
            writer.Write(IpvsProtocol.DestinationTunnelType, (byte)destination.Tunnel.Type);
            writer.WriteBigEndian(IpvsProtocol.DestinationTunnelPort, destination.Tunnel.Port);
            writer.Write(IpvsProtocol.DestinationTunnelFlags, (ushort)destination.Tunnel.Flags);
        }

        writer.EndNested(nested);
    }

    /// <summary>Reads the attributes of one message of IPVS_CMD_GET_DEST.</summary>
    /// <param name="payload">The attributes.</param>
    /// <param name="serviceFamily">
    /// The service's address family, which is its destinations' where the kernel does not say it (before Linux 3.18).
    /// </param>
    /// <exception cref="MalformedMessageException">They do not have the form they must have.</exception>
    public static DestinationState Read(ReadOnlySpan<byte> payload, AddressFamily serviceFamily)
    {
        var attributes = new AttributeReader(payload);
        while (attributes.Read())
        {
            if (attributes.Type == IpvsProtocol.CommandDestination)
            {
                return new DestinationDecoder().Decode(attributes.Value, serviceFamily);
            }
        }

        MalformedMessageException.Throw("no destination in the answer");
        return null;
    }

    private static void WriteKey(AttributeWriter writer, IPEndPoint endPoint)
    {
        writer.Write(IpvsProtocol.DestinationAddressFamily, AddressCodec.FamilyNumber(endPoint.Address.AddressFamily));
        AddressCodec.Write(writer, IpvsProtocol.DestinationAddress, endPoint.Address);
        writer.WriteBigEndian(IpvsProtocol.DestinationPort, (ushort)endPoint.Port);
    }
}

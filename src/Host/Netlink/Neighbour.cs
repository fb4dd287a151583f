using System.Net;

namespace LvsPluggable.Host.Netlink;

/// <summary>A neighbour as the kernel knows it (struct ndmsg of linux/neighbour.h).</summary>
internal readonly record struct Neighbour(IPAddress Address, int Interface, NeighbourState State)
{
    /// <summary>Reads one; null when it is no neighbour with an address of IPv4 or IPv6.</summary>
    /// <exception cref="MalformedMessageException">It does not have the form it must have.</exception>
    public static Neighbour? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < RouteProtocol.NeighbourHeaderLength)
        {
            MalformedMessageException.Throw("the header of a neighbour is cut off");
        }

        var attributes = new AttributeReader(payload[RouteProtocol.NeighbourHeaderLength..]);
        while (attributes.Read())
        {
            if (attributes.Type == RouteProtocol.NeighbourDestination && attributes.Value.Length is 4 or 16)
            {
                return new Neighbour(
                    new IPAddress(attributes.Value), BitConverter.ToInt32(payload[4..]), (NeighbourState)BitConverter.ToUInt16(payload[8..]));
            }
        }

        return null;
    }
}

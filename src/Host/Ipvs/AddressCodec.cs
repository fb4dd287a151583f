using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Addresses as IPVS has them on the wire: always 16 bytes, an IPv4 address in the first four.</summary>
internal static class AddressCodec
{
    public static ushort FamilyNumber(AddressFamily family) =>
        family == AddressFamily.InterNetworkV6 ? IpvsProtocol.FamilyIPv6 : IpvsProtocol.FamilyIPv4;

    /// <exception cref="MalformedMessageException">Neither IPv4 nor IPv6.</exception>
    public static AddressFamily Family(ushort number)
    {
        if (number is not (IpvsProtocol.FamilyIPv4 or IpvsProtocol.FamilyIPv6))
        {
            MalformedMessageException.Throw($"address family {number}");
        }

        return number == IpvsProtocol.FamilyIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
    }

    public static void Write(AttributeWriter writer, ushort type, IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[IpvsProtocol.AddressLength];
        bytes.Clear();
        address.TryWriteBytes(bytes, out _);
        writer.Write(type, bytes);
    }

    public static IPAddress Read(ReadOnlySpan<byte> bytes, AddressFamily family) =>
        new(family == AddressFamily.InterNetworkV6 ? bytes : bytes[..4]);
}

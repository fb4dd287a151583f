using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LvsPluggable.Host.Netlink;

/// <summary>Sends announcements of an address of this machine.</summary>
internal static class Announcer
{
    // struct sockaddr_ll, linux/if_packet.h
    private const int LinkAddressLength = 20;
    private const int LinkAddressInterface = 4;

    private const int EthernetAddressLength = 6;
    private const byte HopLimit = 255; // What has less is not heeded: RFC 4861, section 7.1.2.

    private static readonly IPAddress AllNodes = IPAddress.Parse("ff02::1");

    /// <summary>Announces the address once, if the interface still has it: whoever has lost it must not speak for it.</summary>
    /// <returns>Whether there is anything to announce, now and later.</returns>
    /// <exception cref="SocketException">The kernel does not let it.</exception>
    /// <exception cref="NetworkInformationException">The interfaces cannot be seen.</exception>
    public static bool Announce(IPAddress address, string networkInterface)
    {
        var found = Array.Find(NetworkInterface.GetAllNetworkInterfaces(), one => one.Name == networkInterface);
        if (found is null
            || found.GetPhysicalAddress() is not { } link || link.GetAddressBytes().Length != EthernetAddressLength
            || !found.GetIPProperties().UnicastAddresses.Any(one => WithoutScope(one.Address).Equals(address)))
        {
            return false;
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            SendAdvertisement(address, link, found.GetIPProperties().GetIPv6Properties().Index);
        }
        else
        {
            SendArp(address, link, found.GetIPProperties().GetIPv4Properties().Index);
        }

        return true;
    }

    private static IPAddress WithoutScope(IPAddress address) => new(address.GetAddressBytes());

    private static void SendArp(IPAddress address, PhysicalAddress link, int index)
    {
        // It receives nothing, as no protocol is named.
        using var socket = new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.Unspecified);
        var target = new SocketAddress(AddressFamily.Packet, LinkAddressLength);
        BitConverter.TryWriteBytes(target.Buffer.Span[LinkAddressInterface..], index);
        foreach (var frame in Announcement.ArpFrames(address, link))
        {
            socket.SendTo(frame, SocketFlags.None, target);
        }
    }

    private static void SendAdvertisement(IPAddress address, PhysicalAddress link, int index)
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.IcmpV6);
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastTimeToLive, HopLimit);
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, index);
        socket.SendTo(Announcement.Advertisement(address, link), new IPEndPoint(AllNodes, 0));
    }
}

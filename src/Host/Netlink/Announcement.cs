using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;

namespace LvsPluggable.Host.Netlink;

/// <summary>What tells the hosts of a subnet that an address is here now.</summary>
internal static class Announcement
{
    private const int EthernetHeaderLength = 14;
    private const int ArpLength = 28;
    private const ushort EthernetTypeArp = 0x0806; // ETH_P_ARP, linux/if_ether.h
    private const ushort EthernetTypeIPv4 = 0x0800; // ETH_P_IP
    private const ushort HardwareEthernet = 1; // ARPHRD_ETHER, linux/if_arp.h
    private const ushort Request = 1; // ARPOP_REQUEST
    private const ushort Reply = 2; // ARPOP_REPLY
    private const byte NeighbourAdvertisement = 136; // RFC 4861, section 4.4
    private const byte Override = 0x20; // its flag O, in the first byte of the flags
    private const byte TargetLinkLayerAddress = 2; // RFC 4861, section 4.6.1

    /// <summary>Hosts differ in which of the two they heed: ARP announcements of RFC 5227, section 3, and the same as answers.</summary>
    /// <returns>Two frames of Ethernet.</returns>
    public static IReadOnlyList<byte[]> ArpFrames(IPAddress address, PhysicalAddress link) => [ArpFrame(Request, address, link), ArpFrame(Reply, address, link)];

    /// <summary>An unsolicited neighbour advertisement (RFC 4861, section 7.2.6), without its checksum, which the kernel computes.</summary>
    public static byte[] Advertisement(IPAddress address, PhysicalAddress link)
    {
        var message = new byte[32];
        message[0] = NeighbourAdvertisement;
        message[4] = Override;
        address.GetAddressBytes().CopyTo(message, 8);
        message[24] = TargetLinkLayerAddress;
        message[25] = 1;
        link.GetAddressBytes().CopyTo(message, 26);
        return message;
    }

    // RFC 826. Sender and target are the same address, and everybody is to hear it.
    private static byte[] ArpFrame(ushort operation, IPAddress address, PhysicalAddress link)
    {
        var frame = new byte[EthernetHeaderLength + ArpLength];
        var hardware = link.GetAddressBytes();
        var protocol = address.GetAddressBytes();
        frame.AsSpan(0, 6).Fill(0xff);
        hardware.CopyTo(frame, 6);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), EthernetTypeArp);
        var arp = frame.AsSpan(EthernetHeaderLength);
        BinaryPrimitives.WriteUInt16BigEndian(arp, HardwareEthernet);
        BinaryPrimitives.WriteUInt16BigEndian(arp[2..], EthernetTypeIPv4);
        arp[4] = 6;
        arp[5] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(arp[6..], operation);
        hardware.CopyTo(arp[8..]);
        protocol.CopyTo(arp[14..]);
        arp.Slice(18, 6).Fill(0xff);
        protocol.CopyTo(arp[24..]);
        return frame;
    }
}

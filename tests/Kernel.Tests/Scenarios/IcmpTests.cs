using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Errors that routers send to the virtual address about connections that this director does not know.</summary>
public sealed class IcmpTests(Laboratory laboratory) : Scenario(laboratory)
{
    // RFC 792, RFC 791, RFC 9293: "fragmentation needed", about a packet of TCP.
    private const int HeaderOfIcmp = 8;
    private const int HeaderOfIp = 20;
    private const byte Unreachable = 3;
    private const byte FragmentationNeeded = 4;

    private static readonly IPAddress Vip = IPAddress.Parse(Laboratory.Vip);

    [SkippableFact]
    public async Task With_schedule_icmp_they_reach_a_real_server_and_without_it_none()
    {
        var agent = await StartListAsync(Laboratory.Address(1));
        using var server = NetworkNamespace.Call("rs1", NewSocket);
        using var client = NetworkNamespace.Call(Laboratory.Client, NewSocket);
        await client.SendToAsync(Error(ofPort: 40001), new IPEndPoint(Vip, 0));

        agent.Parameters["ipvs_sysctls"] = "schedule_icmp=1";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await client.SendToAsync(Error(ofPort: 40002), new IPEndPoint(Vip, 0));

        // The first that arrives is the second that was sent.
        using var deadline = new CancellationTokenSource(Patience);
        Assert.Equal(40002, await NextAsync(server, deadline.Token));
        agent.Parameters.Remove("ipvs_sysctls");
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        Assert.Equal("0", (await File.ReadAllTextAsync("/proc/sys/net/ipv4/vs/schedule_icmp")).Trim());
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);

    // About a packet that the virtual address has sent to this port of the client.
    private static byte[] Error(ushort ofPort)
    {
        var packet = new byte[HeaderOfIcmp + HeaderOfIp + 8];
        packet[0] = Unreachable;
        packet[1] = FragmentationNeeded;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), 1400);
        var about = packet.AsSpan(HeaderOfIcmp);
        about[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(about[2..], 1500);
        about[8] = 64;
        about[9] = (byte)ProtocolType.Tcp;
        Vip.GetAddressBytes().CopyTo(about[12..]);
        IPAddress.Parse("10.77.0.100").GetAddressBytes().CopyTo(about[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(about[10..], Checksum(about[..HeaderOfIp]));
        BinaryPrimitives.WriteUInt16BigEndian(about[HeaderOfIp..], Laboratory.Port);
        BinaryPrimitives.WriteUInt16BigEndian(about[(HeaderOfIp + 2)..], ofPort);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), Checksum(packet));
        return packet;
    }

    // RFC 1071
    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var at = 0; at < bytes.Length; at += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        }

        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~(sum + (sum >> 16));
    }

    // What arrives begins with the header of the packet that carried it.
    private static async Task<int> NextAsync(Socket server, CancellationToken cancellationToken)
    {
        var packet = new byte[256];
        while (true)
        {
            var length = await server.ReceiveAsync(packet, cancellationToken);
            var at = (packet[0] & 0xf) * 4;
            if (length >= at + HeaderOfIcmp + HeaderOfIp + 4 && packet[at] == Unreachable && packet[at + 1] == FragmentationNeeded)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(at + HeaderOfIcmp + HeaderOfIp + 2));
            }
        }
    }
}

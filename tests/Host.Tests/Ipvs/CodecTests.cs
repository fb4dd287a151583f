using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class CodecTests
{
    private static readonly ServiceKey Web = ServiceKey.ForAddress(TransportProtocol.Tcp, IPAddress.Parse("10.0.0.1"), 80);

    private static readonly VirtualService Persistent = new()
    {
        Key = Web,
        Scheduler = "sh",
        SchedulerFlags = SchedulerFlags.Flag2,
        PersistenceTimeout = 300,
        Netmask = new ClientNetmask(AddressFamily.InterNetwork, 0xffffff00),
        PersistenceEngine = "sip",
    };

    private static readonly Destination Routed = new()
    {
        EndPoint = IPEndPoint.Parse("10.0.0.2:80"),
        Weight = 3,
        UpperThreshold = 10,
        LowerThreshold = 5,
    };

    private static readonly Destination Tunnelled = new()
    {
        EndPoint = IPEndPoint.Parse("[fd00::2]:80"),
        Method = ForwardingMethod.Tunnel,
        Weight = 0,
        Tunnel = new Tunnel { Type = TunnelType.Gue, Port = 5555, Flags = TunnelFlags.Checksum },
    };

    [Fact]
    public void A_service_key_has_the_bytes_that_ipvsadm_sends() => Assert.Equal(
        "3000018006000100020000000600020006000000140003000A0000010000000000000000000000000600040000500000",
        Encode(writer => ServiceCodec.Write(writer, Web)));

    [Fact]
    public void A_firewall_mark_is_sent_without_protocol_address_and_port() => Assert.Equal(
        "14000180" + "060001000A000000" + "0800050007000000",
        Encode(writer => ServiceCodec.Write(writer, ServiceKey.ForFirewallMark(7, AddressFamily.InterNetworkV6))));

    [Fact]
    public void A_service_is_sent_with_the_mask_of_our_flags_only() => Assert.Equal(
        "5C000180" + "0600010002000000" + "0600020006000000" + "140003000A000001000000000000000000000000" + "0600040000500000"
        + "0700060073680000" + "08000B0073697000" + "0C000700110000003D000000" + "080008002C010000" + "08000900FFFFFF00",
        Encode(writer => ServiceCodec.Write(writer, Persistent)));

    [Fact]
    public void The_default_netmask_is_the_whole_address()
    {
        var v4 = Encode(writer => ServiceCodec.Write(writer, new VirtualService { Key = Web, Scheduler = "rr" }));
        Assert.EndsWith("0C000700000000003D000000" + "0800080000000000" + "08000900FFFFFFFF", v4, StringComparison.Ordinal);
        var key = ServiceKey.Parse("-t [fd00::1]:80");
        var v6 = Encode(writer => ServiceCodec.Write(writer, new VirtualService { Key = key, Scheduler = "rr" }));
        Assert.EndsWith("0800090080000000", v6, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_has_the_bytes_of_the_header_file()
    {
        Assert.Equal(
            "48000280" + "06000B0002000000" + "140001000A000002000000000000000000000000" + "0600020000500000"
            + "0800030003000000" + "0800040003000000" + "080005000A000000" + "0800060005000000",
            Encode(writer => DestinationCodec.Write(writer, Routed)));
        Assert.Equal(
            "60000280" + "06000B000A000000" + "14000100FD000000000000000000000000000002" + "0600020000500000"
            + "0800030002000000" + "0800040000000000" + "0800050000000000" + "0800060000000000"
            + "05000D0001000000" + "06000E0015B30000" + "06000F0001000000",
            Encode(writer => DestinationCodec.Write(writer, Tunnelled)));
    }

    [Fact]
    public void What_a_kernel_sent_for_services_is_read()
    {
        Assert.Equal(Persistent, ServiceCodec.Read(Convert.FromHexString(CapturedAnswers.PersistentService)));
        var expected = new VirtualService
        {
            Key = ServiceKey.ForFirewallMark(7, AddressFamily.InterNetworkV6),
            Scheduler = "mh",
            OnePacket = true,
        };
        Assert.Equal(expected, ServiceCodec.Read(Convert.FromHexString(CapturedAnswers.FirewallMarkService)));
    }

    [Fact]
    public void What_a_kernel_sent_for_destinations_is_read()
    {
        var routed = DestinationCodec.Read(Convert.FromHexString(CapturedAnswers.RoutedDestination), AddressFamily.InterNetwork);
        Assert.Equal(new DestinationState { Destination = Routed }, routed);
        var tunnelled = DestinationCodec.Read(Convert.FromHexString(CapturedAnswers.TunnelledDestination), AddressFamily.InterNetwork);
        Assert.Equal(Tunnelled, tunnelled.Destination);
    }

    [Fact]
    public void Each_number_of_traffic_is_read_from_its_own_attribute() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Select(number => ((ulong)number << 20) + 1).ArrayOf(6).ToArbitrary(),
        numbers =>
        {
            var state = ReadDestination(writer =>
            {
                var nested = writer.BeginNested(IpvsProtocol.DestinationStatistics64);
                for (var index = 0; index < numbers.Length; index++)
                {
                    writer.Write((ushort)(IpvsProtocol.StatisticsConnections + index), BitConverter.GetBytes(numbers[index]));
                }

                writer.EndNested(nested);
            });

            Assert.Equal(
                new Traffic
                {
                    Connections = numbers[0],
                    IncomingPackets = numbers[1],
                    OutgoingPackets = numbers[2],
                    IncomingBytes = numbers[3],
                    OutgoingBytes = numbers[4],
                    ConnectionsPerSecond = numbers[5],
                },
                state.Traffic);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Counts_are_each_read_from_their_own_attribute()
    {
        var state = ReadDestination(writer =>
        {
            writer.Write(IpvsProtocol.DestinationActiveConnections, 7u);
            writer.Write(IpvsProtocol.DestinationInactiveConnections, 8u);
            writer.Write(IpvsProtocol.DestinationPersistentConnections, 9u);
        });
        Assert.Equal((7u, 8u, 9u), (state.ActiveConnections, state.InactiveConnections, state.PersistentConnections));
    }

    [Fact]
    public void Without_a_family_of_its_own_a_destination_has_its_services()
    {
        Assert.Equal("10.0.0.2:80", $"{ReadDestination(_ => { }).Destination.EndPoint}");
    }

    [Fact]
    public void A_tunnel_left_over_on_a_destination_that_is_routed_is_no_difference()
    {
        var state = ReadDestination(writer => writer.Write(IpvsProtocol.DestinationTunnelType, (byte)1));
        Assert.Equal(default, state.Destination.Tunnel);
    }

    [Fact]
    public void A_service_of_an_unknown_protocol_is_passed_over()
    {
        var bytes = Convert.FromHexString(CapturedAnswers.PersistentService);
        bytes[16] = 50; // the value of IPVS_SVC_ATTR_PROTOCOL
        Assert.Null(ServiceCodec.Read(bytes));
    }

    [Fact]
    public void Services_come_back_as_they_were_sent() =>
        Prop.ForAll(Generators.Services, service =>
        {
            Assert.Equal(service, ServiceCodec.Read(Bytes(writer => ServiceCodec.Write(writer, service))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Destinations_come_back_as_they_were_sent() =>
        Prop.ForAll(Generators.Destinations, destination =>
        {
            var bytes = Bytes(writer => DestinationCodec.Write(writer, destination));
            Assert.Equal(destination, DestinationCodec.Read(bytes, AddressFamily.InterNetwork).Destination);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(CapturedAnswers.PersistentService)]
    [InlineData(CapturedAnswers.FirewallMarkService)]
    [InlineData(CapturedAnswers.RoutedDestination)]
    [InlineData(CapturedAnswers.TunnelledDestination)]
    public void Answers_cut_short_are_malformed(string hex)
    {
        var whole = Convert.FromHexString(hex);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.Throws<MalformedMessageException>(() => ServiceCodec.Read(cut));
            Assert.Throws<MalformedMessageException>(() => DestinationCodec.Read(cut, AddressFamily.InterNetwork));
        }
    }

    [Fact]
    public void Captured_answers_with_any_bytes_changed_are_read_or_malformed()
    {
        byte[][] answers =
        [
            Convert.FromHexString(CapturedAnswers.PersistentService),
            Convert.FromHexString(CapturedAnswers.FirewallMarkService),
            Convert.FromHexString(CapturedAnswers.RoutedDestination),
            Convert.FromHexString(CapturedAnswers.TunnelledDestination),
        ];
        Prop.ForAll<byte, (ushort Position, byte Value)[]>((which, changes) =>
        {
            byte[] bytes = [.. answers[which % answers.Length]];
            foreach (var (position, value) in changes)
            {
                bytes[position % bytes.Length] = value;
            }

            return OnlyMalformed(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Any_bytes_are_read_or_malformed() =>
        Prop.ForAll<byte[]>(OnlyMalformed).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static bool OnlyMalformed(byte[] bytes)
    {
        Action[] decoders =
        [
            () => ServiceCodec.Read(bytes),
            () => DestinationCodec.Read(bytes, AddressFamily.InterNetworkV6),
            () => IpvsInfo.Decode(bytes),
        ];
        foreach (var decode in decoders)
        {
            // Record.Exception passes on nothing, so that another exception is a failed property.
            if (Record.Exception(decode) is not (null or MalformedMessageException))
            {
                return false;
            }
        }

        return true;
    }

    private static DestinationState ReadDestination(Action<AttributeWriter> write)
    {
        var bytes = Bytes(writer =>
        {
            var nested = writer.BeginNested(IpvsProtocol.CommandDestination);
            AddressCodec.Write(writer, IpvsProtocol.DestinationAddress, IPAddress.Parse("10.0.0.2"));
            writer.WriteBigEndian(IpvsProtocol.DestinationPort, (ushort)80);
            writer.Write(IpvsProtocol.DestinationForwarding, 3u | 0x100u);
            writer.Write(IpvsProtocol.DestinationWeight, 1u);
            write(writer);
            writer.EndNested(nested);
        });
        return DestinationCodec.Read(bytes, AddressFamily.InterNetwork);
    }

    private static byte[] Bytes(Action<AttributeWriter> write)
    {
        var writer = new AttributeWriter();
        write(writer);
        return writer.ToArray();
    }

    private static string Encode(Action<AttributeWriter> write) => Convert.ToHexString(Bytes(write));
}

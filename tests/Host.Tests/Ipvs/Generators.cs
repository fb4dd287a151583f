using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Ipvs;

/// <summary>Every kind of service and destination that IPVS can have.</summary>
internal static class Generators
{
    private static readonly Gen<uint> AnyNumber = Gen.OneOf(
        Gen.Choose(0, 3).Select(number => (uint)number),
        ArbMap.Default.GeneratorFor<uint>(),
        Gen.Constant(uint.MaxValue));

    private static readonly Gen<int> Port = Gen.OneOf(Gen.Choose(0, 65535), Gen.Elements(0, 80, 255, 256, 65535));

    private static readonly Gen<AddressFamily> Family = Gen.Elements(AddressFamily.InterNetwork, AddressFamily.InterNetworkV6);

    private static readonly Gen<IPAddress> Address =
        from family in Family
        from bytes in ArbMap.Default.GeneratorFor<byte>().ArrayOf(family == AddressFamily.InterNetwork ? 4 : 16)
        select new IPAddress(bytes);

    private static readonly Gen<string> Name =
        from length in Gen.Choose(1, 15)
        from letters in Gen.Elements("abcdefghijklmnopqrstuvwxyz_0123456789".ToCharArray()).ArrayOf(length)
        select new string(letters);

    public static Arbitrary<ServiceKey> ServiceKeys { get; } = Gen.OneOf(
        from protocol in Gen.Elements(TransportProtocol.Tcp, TransportProtocol.Udp, TransportProtocol.Sctp)
        from address in Address
        from port in Port
        select ServiceKey.ForAddress(protocol, address, port),
        from mark in AnyNumber
        from family in Family
        select ServiceKey.ForFirewallMark(uint.Max(mark, 1), family)).ToArbitrary();

    public static Gen<IPEndPoint> EndPoints { get; } =
        from address in Address
        from port in Port
        select new IPEndPoint(address, port);

    public static Arbitrary<VirtualService> Services { get; } = (
        from key in ServiceKeys.Generator
        from scheduler in Name
        from flags in Gen.Choose(0, 7)
        from persistent in ArbMap.Default.GeneratorFor<bool>()
        from timeout in AnyNumber
        from netmask in key.AddressFamily == AddressFamily.InterNetwork ? AnyNumber : Gen.Choose(1, 128).Select(length => (uint)length)
        from engine in Gen.OneOf(Gen.Constant<string?>(null), Name.Select(name => (string?)name))
        from onePacket in ArbMap.Default.GeneratorFor<bool>()
        select new VirtualService
        {
            Key = key,
            Scheduler = scheduler,
            SchedulerFlags = (SchedulerFlags)(flags << 3),
            PersistenceTimeout = persistent ? timeout : null,
            Netmask = new ClientNetmask(key.AddressFamily, netmask),
            PersistenceEngine = engine,
            OnePacket = onePacket,
        }).ToArbitrary();

    public static Arbitrary<Destination> Destinations { get; } = (
        from endPoint in EndPoints
        from method in Gen.Elements(Enum.GetValues<ForwardingMethod>())
        from weight in Gen.OneOf(Gen.Choose(0, 65535), Gen.Constant(int.MaxValue))
        from upper in AnyNumber
        from lower in AnyNumber
        from type in Gen.Elements(Enum.GetValues<TunnelType>())
        from port in Port
        from flags in Gen.Elements(Enum.GetValues<TunnelFlags>())
        select new Destination
        {
            EndPoint = endPoint,
            Method = method,
            Weight = weight,
            UpperThreshold = upper,
            LowerThreshold = lower,
            Tunnel = method == ForwardingMethod.Tunnel
                ? new Tunnel { Type = type, Port = (ushort)port, Flags = flags }
                : default,
        }).ToArbitrary();
}

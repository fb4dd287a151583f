using System.Net;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class SaveLineTests
{
    private static readonly Destination Plain = new() { EndPoint = IPEndPoint.Parse("10.0.0.2:80") };

    [Fact]
    public void A_destination_is_printed_as_ipvsadm_save_prints_it()
    {
        Assert.Equal("-a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 1", Line(Plain));
        Assert.Equal("-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 0", Line(Plain with { Method = ForwardingMethod.Masquerade, Weight = 0 }));
    }

    [Theory]
    [InlineData(TunnelType.Ipip, 0, TunnelFlags.None, "--tun-type ipip")]
    [InlineData(TunnelType.Gue, 5555, TunnelFlags.None, "--tun-type gue --tun-port 5555 --tun-nocsum")]
    [InlineData(TunnelType.Gue, 5555, TunnelFlags.Checksum, "--tun-type gue --tun-port 5555 --tun-csum")]
    [InlineData(TunnelType.Gue, 5555, TunnelFlags.RemoteChecksum, "--tun-type gue --tun-port 5555 --tun-remcsum")]
    [InlineData(TunnelType.Gre, 0, TunnelFlags.None, "--tun-type gre --tun-nocsum")]
    [InlineData(TunnelType.Gre, 0, TunnelFlags.Checksum, "--tun-type gre --tun-csum")]
    internal void A_tunnel_is_printed_with_its_type(TunnelType type, ushort port, TunnelFlags flags, string expected)
    {
        var destination = Plain with
        {
            Method = ForwardingMethod.Tunnel,
            Tunnel = new Tunnel { Type = type, Port = port, Flags = flags },
        };
        Assert.Equal($"-a -t 10.0.0.1:80 -r 10.0.0.2:80 -i -w 1 {expected}", Line(destination));
    }

    [Fact]
    public void Thresholds_are_printed_in_the_options_that_ipvsadm_restores_them_from() => Assert.Equal(
        "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 1 -x 10 -y 5", Line(Plain with { UpperThreshold = 10, LowerThreshold = 5 }));

    [Fact]
    public void A_destination_of_a_firewall_mark_repeats_its_family() => Assert.Equal(
        "-a -f 1 -6 -r [fd00::2]:0 -g -w 1", (Plain with { EndPoint = IPEndPoint.Parse("fd00::2") }).ToSaveLine(ServiceKey.Parse("-f 1 -6")));

    [Fact]
    public void A_weight_less_than_zero_is_not_made() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Plain with { Weight = -1 });

    [Fact]
    public void A_netmask_of_the_whole_address_is_the_default()
    {
        var plain = new VirtualService { Key = ServiceKey.Parse("-t 10.0.0.1:80"), Scheduler = "rr" };
        Assert.Equal(plain, plain with { Netmask = ClientNetmask.WholeAddress(plain.Key.AddressFamily) });
    }

    private static string Line(Destination destination) => destination.ToSaveLine(ServiceKey.Parse("-t 10.0.0.1:80"));
}

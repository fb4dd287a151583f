using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class ServiceSettingsTests
{
    [Theory]
    [InlineData("", "-A -t 10.0.0.1:80 -s rr")]
    [InlineData("protocol=tcp", "-A -t 10.0.0.1:80 -s rr")]
    [InlineData("protocol=udp", "-A -u 10.0.0.1:80 -s rr")]
    [InlineData("protocol=UDP vip=fd00::1", "-A -u [fd00::1]:80 -s rr")]
    [InlineData("protocol=sctp", "-A --sctp-service 10.0.0.1:80 -s rr")]
    [InlineData("protocol=udp port=domain", "-A -u 10.0.0.1:53 -s rr")]
    [InlineData("vip= port= fwmark=7", "-A -f 7 -s rr")]
    [InlineData("vip= port= fwmark=4294967295 ip_family=ipv6", "-A -f 4294967295 -6 -s rr")]
    [InlineData("vip= port= fwmark=7 virtual_service_options=-6", "-A -f 7 -6 -s wlc")]
    [InlineData("vip= port= fwmark=7 ip_family=ipv6 virtual_service_options=-6", "-A -f 7 -6 -s wlc")]
    [InlineData("vip= port= fwmark=7 virtual_service_options=-o", "-A -f 7 -s wlc -o")]
    public void Parameters_select_a_service(string texts, string saved) =>
        Assert.Equal(saved, Reading.Service(Words(texts)).Service.ToSaveLine());

    [Theory]
    [InlineData("port=5432 6432", "-t 10.0.0.1:5432, -t 10.0.0.1:6432")]
    [InlineData("port=6432 postgresql", "-t 10.0.0.1:6432, -t 10.0.0.1:5432")]
    public void Several_ports_are_as_many_services(string port, string keys)
    {
        var definition = Reading.Service(port);

        Assert.Equal(keys, string.Join(", ", definition.Keys));
        Assert.All(definition.Services, service => Assert.Equal("rr", service.Scheduler));
    }

    [Fact]
    public void A_port_that_is_there_by_name_and_number_is_there_twice() => Assert.Equal(
        "port=\"postgresql 5432\" names a port twice; each should be there once.", Assert.Single(Reading.Mistakes("port=postgresql 5432")));

    [Fact]
    public void Every_port_is_one_persistent_service()
    {
        Assert.Equal("-A -t 10.0.0.1:0 -s rr -p 60", Reading.Service("port=0", "virtual_service_options=-s rr -p 60").Service.ToSaveLine());
        Assert.Contains("port 0, which is every port, needs \"-p\"", Assert.Single(Reading.Mistakes("port=0")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dr", "10.0.0.2:5432", true)]
    [InlineData("dr", "10.0.0.2:6432", false)]
    [InlineData("nat", "10.0.0.2:5433", false)]
    [InlineData("nat", "10.0.0.2", true)]
    public void A_port_of_its_own_cannot_be_one_of_several(string method, string server, bool isRight)
    {
        var mistakes = Reading.Mistakes("port=5432 6432", $"forward_method={method}", $"weight_of_realservers={server}");

        Assert.Equal(isRight ? 0 : 1, mistakes.Count);
        Assert.All(mistakes, mistake => Assert.Contains("would be that of every virtual service", mistake, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("protocol=icmp", "protocol=\"icmp\" should be one of tcp, udp, sctp.")]
    [InlineData("vip= port= fwmark=0", "fwmark=\"0\" should be a whole number from 1 to 4294967295.")]
    [InlineData("port= fwmark=7", "vip=\"10.0.0.1\" should not be set next to fwmark=\"7\", which takes its place.")]
    [InlineData("vip= fwmark=7", "port=\"80\" should not be set next to fwmark=\"7\"")]
    [InlineData("vip= port= fwmark=7 protocol=tcp", "protocol=\"tcp\" should not be set next to fwmark=\"7\"")]
    [InlineData("vip= port= fwmark=7 ip_family=ipv5", "ip_family=\"ipv5\" should be one of ipv4, ipv6.")]
    [InlineData("ip_family=ipv6", "ip_family=\"ipv6\" would do nothing without fwmark")]
    [InlineData("vip= port= fwmark=7 ip_family=ipv4 virtual_service_options=-6", "ip_family=\"ipv4\" contradicts \"-6\"")]
    [InlineData("vip=", "vip is not set; it should be an IPv4 or IPv6 address, or a host name.")]
    [InlineData("protocol=udp port=no-such-thing", "port=\"no-such-thing\" cannot be resolved on this node: it is no UDP service of /etc/services.")]
    public void What_is_no_service_is_refused(string texts, string said) =>
        Assert.Contains(said, Assert.Single(Reading.Mistakes(Words(texts))), StringComparison.Ordinal);

    [Theory]
    [InlineData("protocol=udp", null)]
    [InlineData("protocol=tcp", "\"-o\" is for UDP or a firewall mark only")]
    [InlineData("protocol=sctp", "\"-o\" is for UDP or a firewall mark only")]
    public void One_packet_scheduling_is_for_protocols_without_connections(string texts, string? said)
    {
        string[] words = [.. Words(texts), "virtual_service_options=-s rr -o"];

        if (said is null)
        {
            Assert.True(Reading.Service(words).Service.OnePacket);
        }
        else
        {
            Assert.Contains(said, Assert.Single(Reading.Mistakes(words)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fallback_real_server=127.0.0.1", null)]
    [InlineData("fallback_real_server=10.0.0.9:81", null)]
    [InlineData("fallback_real_server=fd00::9", "should be IPv4")]
    [InlineData("weight_of_realservers=10.0.0.2:81", null)]
    [InlineData("forward_method=nat weight_of_realservers=10.0.0.2:81", null)]
    [InlineData("weight_of_realservers=fd00::2", "should be IPv4")]
    public void A_firewall_mark_leaves_ports_open_and_has_a_family(string texts, string? said)
    {
        var mistakes = Reading.Mistakes(["vip=", "port=", "fwmark=7", .. Words(texts)]);

        Assert.Equal(said is null ? 0 : 1, mistakes.Count);
        Assert.All(mistakes, mistake => Assert.Contains(said!, mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void Plugins_are_told_of_a_firewall_mark()
    {
        var told = Reading.Told("vip=", "port=", "fwmark=7", "ip_family=ipv6");

        Assert.Equal(
            (null, System.Net.Sockets.AddressFamily.InterNetworkV6, 0, TransportProtocol.None, 7u),
            (told.Address, told.AddressFamily, told.Port, told.Protocol, told.FirewallMark));
    }

    private static string[] Words(string texts) => texts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

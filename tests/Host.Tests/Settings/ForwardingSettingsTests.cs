using System.Net;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class ForwardingSettingsTests
{
    [Theory]
    [InlineData("", "-g -w 1")]
    [InlineData("forward_method=dr", "-g -w 1")]
    [InlineData("forward_method=nat", "-m -w 1")]
    [InlineData("forward_method=tunnel", "-i -w 1 --tun-type ipip")]
    [InlineData("forward_method=tunnel tunnel_type=gue tunnel_port=5555", "-i -w 1 --tun-type gue --tun-port 5555 --tun-nocsum")]
    [InlineData("forward_method=tunnel tunnel_type=gue tunnel_port=5555 tunnel_checksum=remcsum", "-i -w 1 --tun-type gue --tun-port 5555 --tun-remcsum")]
    [InlineData("forward_method=tunnel tunnel_type=gre tunnel_checksum=csum", "-i -w 1 --tun-type gre --tun-csum")]
    public void A_forwarding_method_becomes_the_kernels(string texts, string options)
    {
        var service = Reading.Service(Words(texts));

        Assert.Equal(options, service.Destinations.Of(Server, 1).ToOptions());
        Assert.Equal(service.Destinations.Method, service.Discovery.Reach.Method);
    }

    [Theory]
    [InlineData("forward_method=masq", "forward_method=\"masq\" should be one of dr, nat, tunnel.")]
    [InlineData("tunnel_type=gue", "tunnel_type=\"gue\" would do nothing, as no real server is reached by a tunnel; forward_method should be tunnel.")]
    [InlineData("forward_method=nat tunnel_port=5555", "tunnel_port=\"5555\" would do nothing")]
    [InlineData("tunnel_checksum=csum", "tunnel_checksum=\"csum\" would do nothing")]
    [InlineData("forward_method=tunnel tunnel_type=gue", "tunnel_port is not set; with tunnel_type=\"gue\"")]
    [InlineData("forward_method=tunnel tunnel_port=5555", "tunnel_type should be gue, the only one with a port")]
    [InlineData("forward_method=tunnel tunnel_checksum=csum", "tunnel_type should be gue or gre, as IP in IP has no checksum")]
    [InlineData("forward_method=tunnel tunnel_type=gre tunnel_checksum=remcsum", "should be nocsum or csum")]
    public void A_combination_that_the_kernel_has_not_is_refused(string texts, string said) =>
        Assert.Contains(said, Assert.Single(Reading.Mistakes(Words(texts))), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_come_at_once() =>
        Assert.Equal(3, Reading.Mistakes("forward_method=tunnel", "tunnel_port=1", "tunnel_checksum=csum", "fallback_real_server=10.0.0.9:81").Count);

    [Theory]
    [InlineData("forward_method=nat fallback_real_server=10.0.0.9:81", null)]
    [InlineData("forward_method=nat fallback_real_server=127.0.0.1", null)]
    [InlineData("forward_method=nat fallback_real_server=127.0.0.1:81", "direct routing leaves ports alone")]
    [InlineData("forward_method=nat fallback_real_server=fd00::9", "should be IPv4, or reached by a tunnel")]
    [InlineData("forward_method=tunnel fallback_real_server=fd00::9", null)]
    [InlineData("forward_method=tunnel fallback_real_server=10.0.0.9:81", "a tunnel leaves ports alone")]
    public void A_fallback_server_is_reached_as_the_real_servers_are(string texts, string? said)
    {
        var mistakes = Reading.Mistakes(Words(texts));

        Assert.Equal(said is null ? 0 : 1, mistakes.Count);
        Assert.All(mistakes, mistake => Assert.Contains(said!, mistake, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("max_connections=100", "-g -w 1 -x 100")]
    [InlineData("max_connections=100,50", "-g -w 1 -x 100 -y 50")]
    [InlineData("max_connections=0", "-g -w 1")]
    public void Connections_of_a_real_server_can_be_bounded(string text, string options) =>
        Assert.Equal(options, Reading.Service(text).Destinations.Of(Server, 1).ToOptions());

    [Theory]
    [InlineData("vip=fd00::1 forward_method=nat", true)]
    [InlineData("vip=fd00::1 weight_of_realservers=node2,nat", true)]
    [InlineData("vip=fd00::1", false)]
    [InlineData("forward_method=nat", false)]
    public void A_plan_tells_where_IPv6_must_be_passed_on(string texts, bool expected) =>
        Assert.Equal(expected, Reading.Plan(Words(texts)).TranslatesIPv6);

    [Theory]
    [InlineData("max_connections=many")]
    [InlineData("max_connections=-1")]
    [InlineData("max_connections=50,100")]
    [InlineData("max_connections=100,")]
    [InlineData("max_connections=100,50,1")]
    public void A_bound_that_is_none_is_refused(string text) => Assert.Contains(
        "should be a number of connections, and after a comma a smaller one", Assert.Single(Reading.Mistakes(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("weight_of_realservers=node2:81", "\"node2\" cannot be reached: its port 81 is not the virtual service's, 80, and direct routing leaves ports alone")]
    [InlineData("weight_of_realservers=node2:80", null)]
    [InlineData("weight_of_realservers=node2:81,nat", null)]
    [InlineData("forward_method=nat weight_of_realservers=node2:81", null)]
    [InlineData("forward_method=nat weight_of_realservers=node2:81,1,tunnel", "a tunnel leaves ports alone")]
    [InlineData("weight_of_realservers=fd00::2", "should be IPv4, or reached by a tunnel")]
    [InlineData("weight_of_realservers=fd00::2,tunnel", null)]
    [InlineData("weight_of_realservers=127.0.0.1,1,nat", "should be reached by dr")]
    [InlineData("tunnel_type=gre weight_of_realservers=node2,tunnel", null)]
    public void An_entry_of_the_list_that_cannot_be_reached_is_refused(string texts, string? said)
    {
        var mistakes = Reading.Mistakes(texts.Split(' '));

        Assert.Equal(said is null ? 0 : 1, mistakes.Count);
        Assert.All(mistakes, mistake => Assert.Contains(said!, mistake, StringComparison.Ordinal));
    }

    private static Candidate Server { get; } = new() { EndPoint = IPEndPoint.Parse("10.0.0.2:80"), Hosts = ["node2"] };

    private static string[] Words(string texts) => texts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

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

    private static Candidate Server { get; } = new() { EndPoint = IPEndPoint.Parse("10.0.0.2:80"), Hosts = ["node2"] };

    private static string[] Words(string texts) => texts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

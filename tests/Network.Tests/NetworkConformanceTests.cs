using LvsPluggable.Network.Tests.Lab;
using LvsPluggable.Plugins.Network;
using LvsPluggable.Testing;

namespace LvsPluggable.Network.Tests;

public sealed class NetworkConformanceTests
{
    [Theory]
    [InlineData("tcp_check=true")]
    [InlineData("tls_check=true")]
    [InlineData("http_check=/")]
    [InlineData("http_check=/", "http_check_tls=true")]
    [InlineData("smtp_check=true")]
    [InlineData("agent_check=true", "agent_check_port=7")]
    [InlineData("dns_check=example.org", "dns_check_protocol=tcp")]
    [InlineData("dns_check=example.org")]
    [InlineData("udp_check=ping", "udp_check_answer=pong")]
    [InlineData("ping_check=true")]
    public async Task Each_check_is_what_the_host_counts_on_beside_a_server_that_says_nothing(params string[] parameters)
    {
        await using var server = TestServer.Silent();
        var texts = parameters.Select(text => text.Replace("=7", $"={server.EndPoint.Port}", StringComparison.Ordinal)).ToArray();
        await using var plugin = new PluginUnderTest(new NetworkPlugin()).Configure(texts);

        Assert.Single(plugin.CheckNames);
        await plugin.ShouldConformAsync(new RealServer { Host = $"{server.EndPoint.Address}", Port = server.EndPoint.Port });
    }
}

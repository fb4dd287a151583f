using LvsPluggable.Network.Tests.Lab;
using LvsPluggable.Plugins;
using LvsPluggable.Plugins.Network;
using LvsPluggable.Testing;

namespace LvsPluggable.Network.Tests;

public sealed class NetworkConformanceTests
{
    private static readonly string[][] Each =
    [
        ["tcp_check=true"],
        ["tls_check=true"],
        ["http_check=/"],
        ["http_check=/", "http_check_tls=true"],
        ["smtp_check=true"],
        ["agent_check=true", "agent_check_port=7"],
        ["dns_check=example.org", "dns_check_protocol=tcp"],
        ["dns_check=example.org"],
        ["udp_check=ping", "udp_check_answer=pong"],
        ["ping_check=true"],
    ];

    public static TheoryData<string[]> Parameters => [.. Each];

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task Each_check_is_what_the_host_counts_on_beside_a_server_that_says_nothing(string[] parameters)
    {
        await using var server = TestServer.Silent();
        var texts = parameters.Select(text => text.Replace("=7", $"={server.EndPoint.Port}", StringComparison.Ordinal)).ToArray();
        await using var plugin = new PluginUnderTest(new NetworkPlugin()).Configure(texts);

        Assert.Single(plugin.CheckNames);
        await plugin.ShouldConformAsync(new RealServer { Host = $"{server.EndPoint.Address}", Port = server.EndPoint.Port });
    }

    [Fact]
    public async Task No_check_is_left_out() => Assert.Equal(
        PluginParts.Of(typeof(NetworkPlugin).Assembly), await PluginParts.MadeByAsync(new NetworkPlugin(), Each));
}

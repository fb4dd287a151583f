using LvsPluggable.Plugins.Static;

namespace LvsPluggable.Plugins.Tests.Static;

public class StaticPluginTests
{
    [Fact]
    public async Task The_hosts_of_weight_of_realservers_are_the_real_servers_with_their_weights()
    {
        var builder = Configure(new() { ["weight_of_realservers"] = "node1,5 node2 node3,0" });

        await using var source = Assert.Single(builder.FallbackSources).Value();
        var servers = await source.GetRealServersAsync(CancellationToken.None);

        Assert.Equal([("node1", 5), ("node2", null), ("node3", 0)], servers.Select(server => (server.Host, server.Weight)));
        Assert.True(builder.Defaults["source static"].IsConstant);
        Assert.Empty(builder.Sources);
        Assert.Empty(builder.Checks);
    }

    [Fact]
    public async Task What_an_entry_says_beyond_the_weight_is_the_servers_own()
    {
        var builder = Configure(new() { ["weight_of_realservers"] = "node1:5433,1,100,50,nat node1:5434" });

        await using var source = Assert.Single(builder.FallbackSources).Value();
        var servers = await source.GetRealServersAsync(CancellationToken.None);

        Assert.Equal(
            [("node1", 5433, 100, 50, ForwardMethod.Nat), ("node1", 5434, null, null, null)],
            servers.Select(server => (server.Host, server.Port, server.UpperThreshold, server.LowerThreshold, server.ForwardMethod)));
    }

    [Fact]
    public void Without_weight_of_realservers_there_is_no_source()
    {
        var builder = Configure([]);

        Assert.Empty(builder.FallbackSources);
        Assert.Empty(builder.Sources);
    }

    private static RecordingBuilder Configure(Dictionary<string, string> texts)
    {
        var builder = new RecordingBuilder(texts);
        new StaticPlugin().Configure(builder);
        return builder;
    }
}

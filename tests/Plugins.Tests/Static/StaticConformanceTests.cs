using LvsPluggable.Plugins.Static;
using LvsPluggable.Testing;

namespace LvsPluggable.Plugins.Tests.Static;

public class StaticConformanceTests
{
    [Fact]
    public async Task Its_source_is_what_the_host_counts_on()
    {
        await using var plugin = new PluginUnderTest(new StaticPlugin()).Configure("weight_of_realservers=node1,5 node2:81");

        (await plugin.Source().AskAsync()).ShouldList("node1", "node2:81");
        await plugin.ShouldConformAsync();
    }

    [Fact]
    public async Task It_has_no_other() => Assert.Equal(
        PluginParts.Of(typeof(StaticPlugin).Assembly), await PluginParts.MadeByAsync(new StaticPlugin(), ["weight_of_realservers=node1,5"]));
}

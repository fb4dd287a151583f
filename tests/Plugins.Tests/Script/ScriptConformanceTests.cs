using LvsPluggable.Plugins.Script;
using LvsPluggable.Testing;

namespace LvsPluggable.Plugins.Tests.Script;

public class ScriptConformanceTests
{
    [Theory]
    [InlineData("sleep 60")]
    [InlineData("echo node1")]
    public async Task Its_source_is_what_the_host_counts_on_whatever_the_script_does(string text)
    {
        using var script = new ScriptFile(text);
        await using var plugin = new PluginUnderTest(new ScriptPlugin()).Configure($"{ScriptStage.List}={script.Path}");

        await plugin.ShouldConformAsync();
    }

    [Theory]
    [InlineData("sleep 60")]
    [InlineData("echo t")]
    public async Task Its_check_is_what_the_host_counts_on_whatever_the_script_does(string text)
    {
        using var script = new ScriptFile(text);
        await using var plugin = new PluginUnderTest(new ScriptPlugin()).Configure($"{ScriptStage.Check}={script.Path}");

        await plugin.ShouldConformAsync(new RealServer { Host = "192.0.2.11" });
    }

    [Fact]
    public async Task Neither_is_left_out() => Assert.Equal(
        PluginParts.Of(typeof(ScriptPlugin).Assembly),
        await PluginParts.MadeByAsync(new ScriptPlugin(), [$"{ScriptStage.List}=/bin/true"], [$"{ScriptStage.Check}=/bin/true"]));
}

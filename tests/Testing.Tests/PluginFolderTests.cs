using System.Runtime.Versioning;

namespace LvsPluggable.Testing.Tests;

[SupportedOSPlatform("linux")]
public sealed class PluginFolderTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "test-plugins");

    [Fact]
    public async Task A_plugin_is_loaded_apart_with_what_it_needs_and_can_be_tested()
    {
        var plugin = Assert.Single(PluginFolder.Load(Path.Combine(Folder, "OlderContract")));

        await using var configured = new PluginUnderTest(plugin).Configure("older_host=db1");
        (await configured.Source().AskAsync()).ShouldList("db1");
        Assert.NotSame(
            System.Runtime.Loader.AssemblyLoadContext.Default, System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(plugin.GetType().Assembly));
    }

    [Fact]
    public void What_the_host_would_refuse_is_refused_in_its_words()
    {
        var refusal = Assert.Throws<PluginTestException>(() => PluginFolder.Load(Path.Combine(Folder, "NewerContract", "NewerContract.dll")));

        Assert.Contains("it was built against contract 1.3, and this host has 1.2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dependencies_that_are_missing_and_files_that_others_may_write_to_are_refused()
    {
        using var copy = new FolderCopy(Path.Combine(Folder, "First"));
        File.SetUnixFileMode(copy.PathOf("First.dll"), File.GetUnixFileMode(copy.PathOf("First.dll")) | UnixFileMode.OtherWrite);
        Assert.Contains("First.dll", Assert.Throws<PluginTestException>(() => PluginFolder.Load(copy.Path)).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(copy.PathOf("First.dll"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        File.Delete(copy.PathOf("Dependency.dll"));
        Assert.Contains(
            "its dependency Dependency 1.0.0.0, which First needs, is missing",
            Assert.Throws<PluginTestException>(() => PluginFolder.Load(copy.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_without_a_plugin_is_told_what_it_should_be() => Assert.StartsWith(
        "/nowhere: there is no such file or folder; ",
        Assert.Throws<PluginTestException>(() => PluginFolder.Load("/nowhere")).Message,
        StringComparison.Ordinal);
}

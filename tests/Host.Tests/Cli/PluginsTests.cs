using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class PluginsTests : IDisposable
{
    private readonly HostProgram _program = new("First", "NewerContract");

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Plugins_of_plugin_path_come_beside_those_that_are_built_in()
    {
        var (code, output, errors) = _program.Do("plugins");

        Assert.True(code == 0, errors);
        Assert.Contains($"\nfirst 1.0.0.0 {_program.Plugins}/First/First.dll\n", output, StringComparison.Ordinal);
        Assert.Contains("\nstatic 1.0.0.0 ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_refused_is_named_with_what_mends_it()
    {
        var output = _program.Do("plugins", $"plugin_path={_program.Plugins}:/nowhere").Output;

        Assert.Contains(
            $"refused {_program.Plugins}/NewerContract/NewerContract.dll: it was built against contract 1.2, and this host has 1.1; install ",
            output,
            StringComparison.Ordinal);
        Assert.Contains("refused /nowhere: there is no such folder", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_meta_data_of_other_folders_can_be_asked_for()
    {
        var first = _program.Environment["OCF_RESKEY_plugin_path"] = _program.Run;

        Assert.DoesNotContain("first_greeting", _program.Do("meta-data").Output, StringComparison.Ordinal);
        Assert.Contains("first_greeting", _program.Do("meta-data", $"plugin_path={first}:{_program.Plugins}").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plugins")]
    [InlineData("meta-data")]
    [InlineData("schema")]
    public void A_plugin_path_that_is_none_is_a_mistake(string command)
    {
        var (code, output, errors) = _program.Do(command, "plugin_path=build/plugins");

        Assert.Equal((6, ""), (code, output));
        Assert.Equal("plugin_path=\"build/plugins\" should be absolute paths separated by \":\".\n", errors);
    }
}

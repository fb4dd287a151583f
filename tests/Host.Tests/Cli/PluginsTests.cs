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
            $"refused {_program.Plugins}/NewerContract/NewerContract.dll: it was built against contract 1.3, and this host has 1.2; install ",
            output,
            StringComparison.Ordinal);
        Assert.Contains("refused /nowhere: there is no such folder", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_that_it_prints_allow_what_they_are_of_and_nothing_else()
    {
        File.Delete(Path.Combine(_program.Plugins, "First", "First.pdb"));
        var list = Path.Combine(_program.Run, "hashes");
        var (code, sums, errors) = _program.Do("plugins", "--hashes", $"plugin_path={_program.Plugins}");
        Assert.Equal((0, ""), (code, errors));
        var first = sums.Split('\n').Where(line => line.Contains("/First/", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["Dependency.dll", "First.deps.json", "First.dll"],
            first.Select(line => Path.GetFileName(line[66..])).Where(name => !name.EndsWith(".pdb", StringComparison.Ordinal)));
        Assert.DoesNotContain("Static.dll", sums, StringComparison.Ordinal);

        Write(list, string.Join('\n', (string[])["# as of today", "", .. first]));
        Assert.Contains("\nfirst 1.0.0.0 ", _program.Do("plugins", $"plugin_hashes={list}").Output, StringComparison.Ordinal);

        File.AppendAllText(Path.Combine(_program.Plugins, "First", "Dependency.dll"), "x");
        var output = _program.Do("plugins", $"plugin_hashes={list}").Output;
        Assert.Contains(
            $"refused {_program.Plugins}/First/First.dll: {_program.Plugins}/First/Dependency.dll is not in the list of plugin_hashes, {list}; ",
            output,
            StringComparison.Ordinal);
        Assert.Contains("\nstatic 1.0.0.0 ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "No such file or directory")]
    [InlineData("abc  First.dll", "line 1, \"abc  First.dll\", should be a SHA-256 sum and a name, as sha256sum prints them")]
    public void A_list_of_sums_that_cannot_be_used_allows_nothing(string? text, string reason)
    {
        var list = Path.Combine(_program.Run, "hashes");
        if (text is not null)
        {
            Write(list, text);
        }

        var output = _program.Do("plugins", $"plugin_hashes={list}").Output;

        Assert.Contains($"refused {_program.Plugins}/First/First.dll: the list of plugin_hashes, {list}, cannot be used: ", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
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

    // Whatever the umask is.
    private static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}

namespace LvsPluggable.Plugins.Tests.Script;

public sealed class ScriptSecurityTests : IDisposable
{
    private readonly ScriptFile _script = new("echo t");

    private string Writable => $"{_script.Path} can be written by others than its owner";

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task A_check_script_that_anybody_can_write_is_not_run_when_security_is_strict()
    {
        Open();
        await using var check = new ScriptStage((ScriptStage.Check, _script.Path), ("script_security", "strict")).CreateCheck();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await check.CheckAsync(CancellationToken.None));

        Assert.Equal($"{Writable} (chmod go-w {_script.Path} would mend that); script_security=strict does not let it run", refused.Message);
    }

    [Fact]
    public async Task A_list_script_that_anybody_can_write_means_not_known_when_security_is_strict()
    {
        Open();
        var stage = new ScriptStage((ScriptStage.List, _script.Path), ("script_security", "strict"));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(stage.ListAsync);

        Assert.StartsWith(Writable, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strict")]
    [InlineData("warn")]
    [InlineData("off")]
    public async Task A_script_that_nobody_else_can_write_runs_and_nothing_is_said(string security)
    {
        var stage = new ScriptStage((ScriptStage.Check, _script.Path), ("script_security", security));

        var result = await stage.CheckAsync();

        Assert.Equal((HealthStatus.Healthy, $"{_script.Path} said t"), (result.Status, result.Reason));
        Assert.Empty(stage.Log.Lines);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("warn")]
    public async Task Unless_security_is_set_such_a_script_runs_and_that_is_in_every_reason_and_once_in_the_log(string? security)
    {
        Open();
        var stage = security is null
            ? new ScriptStage((ScriptStage.Check, _script.Path))
            : new ScriptStage((ScriptStage.Check, _script.Path), ("script_security", security));

        var first = await stage.CheckAsync("node1");
        var second = await stage.CheckAsync("node2");

        Assert.All([first, second], result => Assert.Equal(
            (HealthStatus.Healthy, $"{_script.Path} said t; not trusted: {Writable}"), (result.Status, result.Reason)));
        Assert.Equal(
            [$"{Writable} (chmod go-w {_script.Path} would mend that); script_security=warn lets it run all the same"], stage.Log.Lines);
    }

    [Fact]
    public async Task The_log_says_it_again_when_something_else_is_wrong()
    {
        Open();
        var stage = new ScriptStage((ScriptStage.Check, _script.Path));
        await stage.CheckAsync();
        File.SetUnixFileMode(_script.Folder, File.GetUnixFileMode(_script.Folder) | UnixFileMode.OtherWrite);

        await stage.CheckAsync();

        Assert.Equal(2, stage.Log.Lines.Count);
        Assert.StartsWith($"{_script.Folder} can be written by others", stage.Log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_is_mended_nothing_more_is_said()
    {
        Open();
        var stage = new ScriptStage((ScriptStage.Check, _script.Path));
        await stage.CheckAsync();
        File.SetUnixFileMode(_script.Path, ScriptFile.Executable);

        Assert.Equal($"{_script.Path} said t", (await stage.CheckAsync()).Reason);
    }

    [Fact]
    public async Task One_listed_server_and_always_the_same_one_carries_the_note()
    {
        using var script = new ScriptFile("echo node2 node1 node3");
        Open(script.Path);
        var stage = new ScriptStage((ScriptStage.List, script.Path));

        var servers = await stage.ListAsync();

        Assert.Equal(["node2", "node1", "node3"], servers.Select(server => server.Host));
        Assert.Empty(servers[0].Labels);
        Assert.Equal(
            $"list not trusted: {script.Path} can be written by others than its owner", Assert.Single(servers[1].Labels, label => label.Key == "note").Value);
        Assert.Empty(servers[2].Labels);
    }

    [Fact]
    public async Task Security_that_is_off_looks_at_nothing()
    {
        Open();
        var stage = new ScriptStage((ScriptStage.Check, _script.Path), ("script_security", "off"));

        Assert.Equal($"{_script.Path} said t", (await stage.CheckAsync()).Reason);
        Assert.Empty(stage.Log.Lines);
    }

    [Fact]
    public async Task A_script_sees_the_path_that_the_user_wrote_also_where_that_is_a_link()
    {
        using var named = new ScriptFile("echo ${0##*/}");
        var link = named.Beside("link");
        File.CreateSymbolicLink(link, named.Path);

        var servers = await new ScriptStage((ScriptStage.List, link), ("script_security", "strict")).ListAsync();

        Assert.Equal("link", Assert.Single(servers).Host);
    }

    [Fact]
    public async Task A_program_that_is_looked_up_in_PATH_is_checked_and_runs()
    {
        var servers = await new ScriptStage((ScriptStage.List, "echo node1"), ("script_security", "strict")).ListAsync();

        Assert.Equal("node1", Assert.Single(servers).Host);
    }

    private void Open() => Open(_script.Path);

    private static void Open(string path) => File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);
}


namespace LvsPluggable.Plugins.Tests.Script;

public sealed class ScriptLimitTests
{
    [Fact]
    public void Scripts_may_take_ten_seconds_unless_the_user_says_otherwise()
    {
        var list = new ScriptStage((ScriptStage.List, "/bin/true"));
        var check = new ScriptStage((ScriptStage.Check, "/bin/true"));

        Assert.Equal(TimeSpan.FromSeconds(10), list.Defaults["source script"].Timeout);
        Assert.Equal(TimeSpan.FromSeconds(10), check.Defaults["check script"].Timeout);
    }

    // The bound of its own is that of timeout(1), which runs the script and has it as its argument.
    [Theory]
    [InlineData(null, "12")]
    [InlineData("1500ms", "3.5")]
    public async Task The_bound_that_a_script_has_should_the_host_die_follows_what_the_host_applies(string? timeout, string bound)
    {
        using var script = new ScriptFile("tr '\\0' ' ' < /proc/$PPID/cmdline > $0.c; echo t");
        var stage = timeout is null
            ? new ScriptStage((ScriptStage.Check, script.Path))
            : new ScriptStage((ScriptStage.Check, script.Path), ("check_timeout", timeout));

        await stage.CheckAsync();

        Assert.Contains($" --kill-after=2 {bound} ", await File.ReadAllTextAsync(script.Path + ".c"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_4_MiB_is_taken_whole()
    {
        using var script = new ScriptFile("printf 'node1 '; head -c 4194292 /dev/zero | tr '\\0' ' '; echo node2");

        var servers = await new ScriptStage((ScriptStage.List, script.Path)).ListAsync();

        Assert.Equal(["node1", "node2"], servers.Select(server => server.Host));
    }

    [Fact]
    public async Task A_longer_list_is_not_known_rather_than_cut()
    {
        using var script = new ScriptFile("exec yes node1");

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(new ScriptStage((ScriptStage.List, script.Path)).ListAsync);

        Assert.Equal($"{script.Path} wrote more than 4 MiB on standard output", wrong.Message);
    }

    [Fact]
    public async Task A_check_script_that_prints_more_than_64_KiB_cannot_tell()
    {
        using var script = new ScriptFile("echo t; exec yes");
        await using var check = new ScriptStage((ScriptStage.Check, script.Path)).CreateCheck();

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(async () => await check.CheckAsync(CancellationToken.None));

        Assert.Equal($"{script.Path} wrote more than 64 KiB on standard output", wrong.Message);
    }

    [Fact]
    public async Task Control_characters_that_a_script_prints_reach_neither_reason_nor_log_nor_message()
    {
        using var list = new ScriptFile("printf 'node1 e\\033[31mvil'");
        using var warning = new ScriptFile("printf 'one\\033[31m\\ntwo\\342\\200\\256' >&2; echo node1");
        using var check = new ScriptFile("printf 'no\\033[31m\\nlvsdr: forged'; printf '\\007' >&2");
        var warned = new ScriptStage((ScriptStage.List, warning.Path));
        await warned.ListAsync();
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(new ScriptStage((ScriptStage.List, list.Path)).ListAsync);
        var result = await new ScriptStage((ScriptStage.Check, check.Path)).CheckAsync();

        string[] shown = [wrong.Message, result.Reason!, Assert.Single(warned.Log.Lines)];

        Assert.All(shown, text => Assert.DoesNotContain(text, letter => char.IsControl(letter) || letter == '\u202e'));
        Assert.EndsWith("said \"no [31m lvsdr: forged\" instead of t, exit status 0", result.Reason, StringComparison.Ordinal);
    }
}

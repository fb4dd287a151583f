using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Plugins.Tests.Script;

public sealed class ScriptUserTests
{
    private const string Rights = "sed -n 's/^\\(Uid\\|Gid\\|Groups\\|NoNewPrivs\\|CapEff\\):[[:space:]]*\\([0-9a-f]*\\).*/\\1-\\2/p' /proc/self/status";

    [SkippableTheory]
    [InlineData("nobody", "65534", "65534", "65534")]
    [InlineData("65534", "65534", "65534", "65534")]
    [InlineData("nobody:daemon", "65534", "1", "1")]
    [InlineData("nobody:1", "65534", "1", "1")]
    [InlineData("123456:1234567", "123456", "1234567", "")]
    public async Task Scripts_run_with_the_rights_of_that_user_and_can_get_no_others(string user, string uid, string gid, string groups)
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can become somebody else.");
        using var script = Shared(Rights);

        var words = await ListAsync(script, user);

        Assert.Contains($"Uid-{uid}", words);
        Assert.Contains($"Gid-{gid}", words);
        Assert.Contains("NoNewPrivs-1", words);
        Assert.Contains("CapEff-0000000000000000", words);
        Assert.Contains(words, word => word.StartsWith("Groups-", StringComparison.Ordinal));
        Assert.DoesNotContain("Groups-0", words);
        if (groups.Length == 0)
        {
            Assert.Contains("Groups-", words);
        }
    }

    [SkippableFact]
    public async Task Home_and_name_are_those_of_the_user()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can become somebody else.");
        using var script = Shared("echo $HOME $USER $LOGNAME | tr / _");

        Assert.Equal(["_nonexistent", "nobody"], await ListAsync(script, "nobody"));
    }

    [SkippableFact]
    public async Task A_late_script_of_another_user_is_killed_too()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can become somebody else.");
        using var script = Shared("trap '' TERM; echo $$ > $0.p; while :; do sleep 1000; done");
        File.SetUnixFileMode(script.Folder, File.GetUnixFileMode(script.Folder) | UnixFileMode.OtherWrite);
        using var cancellation = new CancellationTokenSource();
        await using var source = new ScriptStage((ScriptStage.List, script.Path), ("script_user", "nobody")).CreateSource();
        var run = source.GetRealServersAsync(cancellation.Token).AsTask();
        var process = (await ProcessTable.NumbersInAsync(script.Path + ".p", 1))[0];

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(ProcessTable.Runs(process));
    }

    [SkippableFact]
    public async Task A_script_that_the_user_may_not_run_is_told_from_one_that_fails()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can become somebody else.");
        using var script = new ScriptFile("echo node1");

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(script, "nobody"));

        Assert.StartsWith($"{script.Path} cannot be started: ", wrong.Message, StringComparison.Ordinal);
        Assert.EndsWith("Permission denied", wrong.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_user_that_is_gone_since_then_means_not_known()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can become somebody else.");
        var gone = new ProgramUser { User = 123456, Group = 123456, Name = "gone", Home = "/" };
        var runner = new ProgramRunner(TimeSpan.FromSeconds(60), new ProgramOptions { User = gone });

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RunAsync("/bin/true", [], CancellationToken.None));

        Assert.StartsWith("/bin/true cannot be started: uid 123456 not found", wrong.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_script_that_belongs_to_the_user_is_trusted_since_it_gets_no_more_rights_than_its_owner()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can give files away.");
        using var script = Shared("echo node1");
        await GiveAwayAsync(script.Path);

        var alone = await Assert.ThrowsAsync<InvalidOperationException>(
            new ScriptStage((ScriptStage.List, script.Path), ("script_security", "strict")).ListAsync);

        Assert.StartsWith(
            $"{script.Path} belongs to user 65534, not to root (chown root {script.Path} would mend that)", alone.Message, StringComparison.Ordinal);
        Assert.Equal(["node1"], await ListAsync(script, "nobody"));
    }

    [Theory]
    [InlineData("no-such-user", "names no user of this machine")]
    [InlineData("nobody:no-such-group", "names no group of this machine")]
    [InlineData("123456", "is a number without an entry among this machine's users, so it needs a group as well")]
    public void A_user_or_group_that_does_not_exist_is_a_mistake_of_the_parameter(string user, string sentence)
    {
        var mistake = Assert.Throws<FormatException>(() => new ScriptStage(("script_user", user)));

        Assert.Equal($"script_user={user} {sentence}; it should be USER or USER:GROUP, by name or number", mistake.Message);
    }

    [Theory]
    [InlineData(":daemon")]
    [InlineData("nobody:")]
    [InlineData("nobody:daemon:1")]
    [InlineData("no body")]
    public void What_is_no_user_and_group_says_what_would_be_right(string text)
    {
        var parameter = new Plugins.Script.ScriptPlugin().Parameters.Single(parameter => parameter.Name == "script_user");

        Assert.False(parameter.TryParseValue(text, out _, out var mistake));
        Assert.Equal("should be USER or USER:GROUP, by name or number", mistake);
    }

    /// <summary>A script that everybody may run.</summary>
    private static ScriptFile Shared(string text)
    {
        var script = new ScriptFile(text, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(script.Folder, (UnixFileMode)0b111_101_101);
        return script;
    }

    private static async Task<IEnumerable<string>> ListAsync(ScriptFile script, string user) =>
        (await new ScriptStage((ScriptStage.List, script.Path), ("script_user", user), ("script_security", "strict")).ListAsync())
            .Select(server => server.Host);

    private static async Task GiveAwayAsync(string path)
    {
        using var chown = System.Diagnostics.Process.Start("chown", ["65534", path]);
        await chown.WaitForExitAsync();
        Assert.Equal(0, chown.ExitCode);
    }
}

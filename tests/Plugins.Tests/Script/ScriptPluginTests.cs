using LvsPluggable.Plugins.Script;
using LvsPluggable.Plugins.Scripts;

namespace LvsPluggable.Plugins.Tests.Script;

public class ScriptPluginTests
{
    private const string List = "realserver_get_real_servers_script";
    private const string Check = "realserver_check_active_real_server_script";

    [Fact]
    public async Task Words_of_the_output_are_the_real_servers_in_their_order_and_once()
    {
        var servers = await ListAsync("printf 'node2 node1\\n\\n 10.0.0.3\\tfe80::1%%eth0\\r\\nNODE2 node-4.example_1\\n'");

        Assert.Equal(["node2", "node1", "10.0.0.3", "fe80::1%eth0", "node-4.example_1"], servers.Select(server => server.Host));
        Assert.All(servers, server => Assert.Equal((null, 0), (server.Weight, server.Port)));
    }

    [Fact]
    public async Task No_output_and_success_mean_that_there_are_no_real_servers() => Assert.Empty(await ListAsync("exit 0"));

    [Fact]
    public async Task A_list_script_that_fails_means_not_known_and_says_why()
    {
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ListAsync("echo node1; echo 'cannot connect: password=geheim' >&2; exit 2"));

        Assert.EndsWith("/script failed with exit status 2: cannot connect: password=***", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node1 error;", "error;")]
    [InlineData("-h", "-h")]
    [InlineData("node1 nöde", "nöde")]
    public async Task A_word_that_cannot_be_a_host_is_named(string printed, string word)
    {
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync($"printf '%s\\n' '{printed}'"));

        Assert.EndsWith($" printed \"{word}\", which is no host name or address", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ \"$1 $2\" = 'a node7' ] && echo t", true)]
    [InlineData("echo t; exit 1", true)]
    [InlineData("printf 't\\n\\n'", true)]
    [InlineData("printf t", true)]
    [InlineData("echo ' t'", false)]
    [InlineData("echo f", false)]
    [InlineData("echo tt", false)]
    [InlineData("exit 0", false)]
    public async Task A_server_is_fit_when_the_script_says_t(string text, bool fit)
    {
        var result = await CheckAsync(text);

        Assert.Equal(fit ? HealthStatus.Healthy : HealthStatus.Unhealthy, result.Status);
        Assert.True(fit || result.IsCertain);
    }

    [Fact]
    public async Task The_reason_holds_what_the_script_said_and_no_password()
    {
        var result = await CheckAsync("echo f; echo 'connection to password=geheim failed' >&2; exit 2");

        Assert.EndsWith(" said \"f\" instead of t, exit status 2: connection to password=*** failed", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_script_that_cannot_run_throws_because_that_says_nothing_about_the_server() =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var check = Configure(new() { [Check] = "/nonexistent/check" }).Checks["script"](new RealServer { Host = "a" });
            await check.CheckAsync(CancellationToken.None);
        });

    [Fact]
    public async Task A_cancelled_check_is_cancelled_and_not_unhealthy()
    {
        using var script = new ScriptFile("echo $$ > $0.p; exec sleep 1000");
        using var cancellation = new CancellationTokenSource();
        await using var check = Configure(new() { [Check] = script.Path }).Checks["script"](new RealServer { Host = "a" });
        var run = check.CheckAsync(cancellation.Token).AsTask();
        await ProcessTable.NumbersInAsync(script.Path + ".p", 1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public void Nothing_is_added_when_no_script_is_set()
    {
        var builder = Configure([]);

        Assert.Empty(builder.Sources);
        Assert.Empty(builder.Checks);
    }

    [Fact]
    public void The_list_script_supersedes_the_check_script()
    {
        var check = Assert.Single(new ScriptPlugin().Parameters, parameter => parameter.Name == Check);

        Assert.Equal([List], check.SupersededBy);
    }

    [Fact]
    public void A_command_shows_its_program_and_not_its_arguments()
    {
        Assert.Equal("/opt/list", ScriptCommand.Parse(" /opt/list psql password=geheim").ToString());
        Assert.Equal("PGPASSWORD=***", ScriptCommand.Parse("PGPASSWORD=geheim psql").ToString());
        Assert.Throws<FormatException>(() => ScriptCommand.Parse(" \n"));
    }

    private static RecordingBuilder Configure(Dictionary<string, string> texts)
    {
        var builder = new RecordingBuilder(texts);
        new ScriptPlugin().Configure(builder);
        return builder;
    }

    private static async Task<IReadOnlyList<RealServer>> ListAsync(string text)
    {
        using var script = new ScriptFile(text);
        await using var source = Configure(new() { [List] = script.Path }).Sources["script"]();
        return await source.GetRealServersAsync(CancellationToken.None);
    }

    private static async Task<HealthResult> CheckAsync(string text)
    {
        using var script = new ScriptFile(text);
        await using var check = Configure(new() { [Check] = script.Path + " a" }).Checks["script"](new RealServer { Host = "node7" });
        return await check.CheckAsync(CancellationToken.None);
    }
}

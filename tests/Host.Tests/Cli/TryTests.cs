using System.Diagnostics;
using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class TryTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private readonly HostProgram _program = new();
    private readonly string _folder;

    public TryTests()
    {
        // As a build makes it: in a folder of any name, with what is no plugin beside it.
        _folder = Path.Combine(_program.Plugins, "net10.0");
        _program.Stage("Trial", "Trial");
        Directory.Move(Path.Combine(_program.Plugins, "Trial"), _folder);
        _program.Environment["OCF_RESKEY_plugin_path"] = _program.Run;
    }

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("/Trial.dll")]
    public void A_source_and_a_check_that_answer_well_are_shown_and_succeed(string file)
    {
        var (code, output, errors) = _program.Do("try", _folder + file, "--once", "trial_servers=127.0.0.1 127.0.0.2", "trial_answer=fit");

        Assert.Equal((0, ""), (code, errors));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} +[\d.]+ ms  source trial: 2 servers: 127\.0\.0\.1 weight 3, 127\.0\.0\.2 weight 3$", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.All((string[])["127.0.0.1:80", "127.0.0.2:80"], server => Assert.Single(
            lines, line => line.EndsWith($" ms  check trial {server}: healthy: as told", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("half", "healthy, 50 % of the weight: half as told", true)]
    [InlineData("drain", "drain: drain as told", true)]
    [InlineData("unfit", "unhealthy: unfit as told", false)]
    [InlineData("failing", "failing: failing as told (1 of 2 to fall)", false)]
    [InlineData("unknown", "unknown: unknown as told", false)]
    [InlineData("throw", "failed: no check today", false)]
    [InlineData("hang", "late: no answer within 0.2 s (1 of 2 to fall)", false)]
    public void Every_answer_has_its_word_and_its_exit_status(string answer, string shown, bool isFit)
    {
        var (code, output, errors) = _program.Do(
            "try", _folder, "--once", "trial_servers=127.0.0.1", $"trial_answer={answer}", "check_timeout=200ms", "port=8080");

        Assert.Contains($"  check trial 127.0.0.1:8080: {shown}\n", output, StringComparison.Ordinal);
        Assert.Equal(isFit ? 0 : 1, code);
        Assert.Equal(!isFit, errors.Contains($"Check trial 127.0.0.1:8080: {shown}.\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fail", "failed: no list today")]
    [InlineData("broken", "failed: it cannot be created: not today")]
    [InlineData("no-such-host.invalid", "1 server: no-such-host.invalid weight 3; no-such-host.invalid is left out: ")]
    public void A_source_that_gives_no_list_of_use_is_told_and_fails(string servers, string shown)
    {
        var (code, output, errors) = _program.Do("try", _folder, "--once", $"trial_servers={servers}", "trial_answer=fit");

        Assert.Equal(1, code);
        Assert.Contains($"  source trial: {shown}", output, StringComparison.Ordinal);
        Assert.Contains($"Source trial: {shown}", errors, StringComparison.Ordinal);
        Assert.Contains("No check was made, as no real server is known", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_has_checks_alone_is_tried_on_the_servers_that_a_parameter_names()
    {
        var (code, output, errors) = _program.Do("try", _folder, "--once", "weight_of_realservers=127.0.0.1,5", "trial_answer=fit");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("  source static: 1 server: 127.0.0.1 weight 5\n", output, StringComparison.Ordinal);
        Assert.Contains("  check trial 127.0.0.1:80: healthy: as told\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_on_until_interrupted_and_shows_what_a_wake_up_brings()
    {
        var wake = Path.Combine(_program.Run, "wake");
        using var process = _program.Begin(
            "try", _folder, "trial_servers=127.0.0.1", "trial_answer=fit", $"trial_wake={wake}", "source_interval=1h", "check_interval=100ms");
        var errors = process.StandardError.ReadToEndAsync();
        var checks = 0;
        while (checks < 3)
        {
            checks += (await LineAsync(process)).Contains("check trial 127.0.0.1:80: healthy", StringComparison.Ordinal) ? 1 : 0;
        }

        File.WriteAllText(wake, "");
        while (!(await LineAsync(process)).Contains("source trial (woken): 1 server", StringComparison.Ordinal))
        {
        }

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        using var deadline = new CancellationTokenSource(Deadline);
        await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        Assert.Equal((0, ""), (process.ExitCode, await errors));
    }

    [Fact]
    public void Mistakes_in_parameters_are_told_as_the_host_tells_them()
    {
        var (code, output, errors) = _program.Do("try", _folder, "--once", "trial_server=127.0.0.1", "check_timeout=soon");

        Assert.Equal((6, ""), (code, output));
        Assert.Contains("trial_server is not a parameter of lvsdr or of any loaded plugin; did you mean trial_servers?", errors, StringComparison.Ordinal);
        Assert.Contains("check_timeout=\"soon\" should be ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_adds_nothing_is_told_which_parameters_it_has()
    {
        var (code, _, errors) = _program.Do("try", _folder, "--once");

        Assert.Equal(6, code);
        Assert.Equal("trial adds neither a source nor a check with these parameters; it has trial_servers, trial_answer, trial_wake.\n", errors);
    }

    [Theory]
    [InlineData("missing", "there is no such file or folder; it should be what the plugin's build makes, such as bin/Release/net10.0.")]
    [InlineData("run", "no DLL in it refers to LvsPluggable.Abstractions; it should be the folder that the plugin's build makes, such as bin/Release/net10.0.")]
    public void A_path_without_a_plugin_is_told_what_it_should_be(string name, string sentence)
    {
        var path = Path.Combine(Path.GetDirectoryName(_program.Run)!, name);

        Assert.Equal((5, "", $"{path}: {sentence}\n"), _program.Do("try", path, "--once"));
    }

    [Fact]
    public void A_folder_with_two_plugins_is_told_so()
    {
        File.Copy(Path.Combine(_folder, "Trial.dll"), Path.Combine(_folder, "Other.dll"));

        Assert.Equal(
            (5, "", $"{_folder}: Other.dll, Trial.dll may each be the plugin; name the DLL that is meant.\n"), _program.Do("try", _folder, "--once"));
    }

    [Fact]
    public void A_plugin_that_the_host_would_refuse_is_refused_with_its_reason()
    {
        _program.Stage("NewerContract", "Newer");

        var (code, _, errors) = _program.Do("try", Path.Combine(_program.Plugins, "Newer"), "--once");

        Assert.Equal(5, code);
        Assert.Contains("it was built against contract 1.3, and this host has 1.2", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_tried_goes_before_what_is_installed()
    {
        _program.Stage("Trial", "Trial");

        var (code, output, errors) = _program.Do(
            "try", _folder, "--once", $"plugin_path={_program.Plugins}", "trial_servers=127.0.0.1");

        Assert.Equal(0, code);
        Assert.Contains("source trial: 1 server", output, StringComparison.Ordinal);
        Assert.Contains($"a plugin of the name trial is loaded already, from {_folder}/Trial.dll", errors, StringComparison.Ordinal);
    }

    private static async Task<string> LineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Deadline) ?? throw new InvalidOperationException("it ended");
}

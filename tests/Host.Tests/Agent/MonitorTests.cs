namespace LvsPluggable.Host.Tests.Agent;

public sealed class MonitorTests : IDisposable
{
    private readonly AgentSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Nothing_started_is_not_running()
    {
        Assert.Equal(7, _sandbox.Do("monitor").ExitCode);
        Assert.False(Directory.Exists(_sandbox.Run), "monitor created something");
    }

    [Fact]
    public void A_running_host_is_running()
    {
        Assert.Equal(0, _sandbox.Do("start").ExitCode);

        var result = _sandbox.Do("monitor");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public void A_host_that_is_gone_with_its_supervisor_is_an_error_and_not_a_clean_stop()
    {
        _sandbox.Do("start");
        _sandbox.KillSupervisor();
        _sandbox.Kill(_sandbox.HostPid());

        var result = _sandbox.Do("monitor");

        Assert.Equal((1, "the host is gone"), (result.ExitCode, result.Reason));
    }

    [Fact]
    public void It_only_looks()
    {
        _sandbox.Environment["OCF_RESKEY_CRM_meta_interval"] = "5000";
        _sandbox.Do("start");
        _sandbox.KillSupervisor();
        _sandbox.Kill(_sandbox.HostPid());
        var before = Everything();

        Assert.Equal(1, _sandbox.Do("monitor").ExitCode);
        Assert.Equal(1, _sandbox.Do("monitor").ExitCode);

        Assert.Equal(before, Everything());
        Assert.Equal("run\n", _sandbox.Got("calls"));
    }

    [Fact]
    public void A_dead_host_with_a_living_supervisor_is_degraded_and_present_to_a_probe()
    {
        _sandbox.Do("start");
        _sandbox.Signal("STOP", _sandbox.SupervisorPid);
        var host = _sandbox.HostPid();
        _sandbox.Kill(host);

        var result = _sandbox.Do("monitor");

        Assert.Equal((190, "the host ended and is being started again"), (result.ExitCode, result.Reason));
        _sandbox.Environment["OCF_RESKEY_crm_feature_set"] = "3.15.0";
        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
        _sandbox.Environment.Remove("OCF_RESKEY_crm_feature_set");
        _sandbox.Signal("CONT", _sandbox.SupervisorPid);
        _sandbox.AwaitHostAfter(host);
        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
    }

    [Theory]
    [InlineData(20, true, 190, "the host ended and is being started again")]
    [InlineData(40, true, 1, "the host is gone")]
    [InlineData(20, false, 190, "the host does not answer since 2")]
    [InlineData(40, false, 1, "the host does not answer since 4")]
    public void A_supervisor_that_does_nothing_for_twice_the_limit_is_no_supervisor(int age, bool isDead, int expected, string reason)
    {
        _sandbox.Do("start");
        _sandbox.Signal("STOP", _sandbox.SupervisorPid);
        // Its watch would end the host.
        _sandbox.Shell($"for p in /proc/[0-9]*; do read -r s <$p/stat; set -- ${{s##*) }}; [ \"$2\" != {_sandbox.SupervisorPid} ] || "
            + $"[ ${{p#/proc/}} = {_sandbox.HostPid()} ] || kill -STOP ${{p#/proc/}}; done");
        _sandbox.AgeHeartbeat(age);
        if (isDead)
        {
            _sandbox.Kill(_sandbox.HostPid());
        }

        var result = _sandbox.Do("monitor");

        Assert.Equal(expected, result.ExitCode);
        Assert.StartsWith(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_whose_supervisor_is_gone_is_degraded()
    {
        _sandbox.Do("start");
        _sandbox.KillSupervisor();

        var result = _sandbox.Do("monitor");

        Assert.Equal(
            (190, "the supervisor is gone, nobody would start the host again; start or reload-agent sets one up"),
            (result.ExitCode, result.Reason));
    }

    [Fact]
    public void A_host_that_answers_at_the_second_look_was_only_suspended()
    {
        _sandbox.Do("start");
        _sandbox.BackdateHeartbeat(1000);

        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
    }

    [Fact]
    public void An_empty_pid_is_no_living_host()
    {
        _sandbox.Do("start");
        _sandbox.KillSupervisor();
        var host = _sandbox.HostPid();
        File.WriteAllText(Path.Combine(_sandbox.State(), "pid"), "");

        Assert.Equal((1, "the host is gone"), (_sandbox.Do("monitor").ExitCode, _sandbox.Do("monitor").Reason));
        Assert.Equal(7, _sandbox.Do("reload-agent").ExitCode);
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
        _sandbox.Kill(host);
        _sandbox.Kill(int.Parse(_sandbox.Got("child")));
    }

    [Fact]
    public void Services_without_a_host_are_an_error()
    {
        Directory.CreateDirectory(_sandbox.State());
        File.WriteAllText(Path.Combine(_sandbox.State(), "services"), "-t 10.0.0.1:5432\n");

        Assert.Equal(1, _sandbox.Do("monitor").ExitCode);
    }

    [Fact]
    public void A_process_that_reuses_the_pid_is_not_taken_for_the_host()
    {
        _sandbox.Do("start");
        var file = Path.Combine(_sandbox.State(), "pid");
        var host = _sandbox.HostPid();
        _sandbox.KillSupervisor();
        File.WriteAllText(file, $"{host} 1\n");

        Assert.Equal(1, _sandbox.Do("monitor").ExitCode);
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.True(ProcessTable.Runs(host), "stop killed a process that is not the host");
        _sandbox.Kill(host);
        _sandbox.Kill(int.Parse(_sandbox.Got("child")));
    }

    [Theory]
    [InlineData(13, 0, null)]
    [InlineData(100, 1, "the host does not answer since 10")]
    public void A_heartbeat_older_than_fifteen_seconds_is_an_error(int age, int expected, string? reason)
    {
        _sandbox.Do("start");
        _sandbox.KillSupervisor();
        _sandbox.AgeHeartbeat(age);
        _sandbox.Environment["OCF_RESKEY_crm_feature_set"] = "3.15.0";

        var result = _sandbox.Do("monitor");

        Assert.Equal(expected, result.ExitCode);
        Assert.StartsWith(reason ?? "", result.Reason ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_without_a_heartbeat_has_not_finished_starting()
    {
        _sandbox.Do("start");
        _sandbox.Signal("STOP", _sandbox.HostPid());
        File.Delete(Path.Combine(_sandbox.State(), "heartbeat"));

        Assert.Equal(1, _sandbox.Do("monitor").ExitCode);
    }

    [Theory]
    [InlineData(null, null, null, 190)]
    [InlineData("3.15.0", "20000", "10000", 190)]
    [InlineData("3.15.0", "20000", null, 0)]
    [InlineData(null, "20000", "0", 0)]
    public void Degraded_shows_in_recurring_monitors_and_not_in_probes(string? features, string? timeout, string? interval, int expected)
    {
        _sandbox.Put("health", @"degraded source ""script"" fails: exit 3 (C:\new *)" + "\n");
        _sandbox.Do("start");
        (string, string?)[] variables = [("crm_feature_set", features), ("CRM_meta_timeout", timeout), ("CRM_meta_interval", interval)];
        foreach (var (name, value) in variables)
        {
            if (value is not null)
            {
                _sandbox.Environment["OCF_RESKEY_" + name] = value;
            }
        }

        var result = _sandbox.Do("monitor");

        Assert.Equal(expected, result.ExitCode);
        Assert.Equal(expected == 0 ? null : @"source ""script"" fails: exit 3 (C:\new *)", result.Reason);
    }

    [Fact]
    public void A_long_reason_is_cut_at_128_bytes_and_never_within_a_character()
    {
        _sandbox.Put("health", "degraded " + new string('x', 127) + "é and more\n");
        _sandbox.Do("start");

        Assert.Equal(new string('x', 127), _sandbox.Do("monitor").Reason);
    }

    [SkippableFact]
    public void It_forks_nothing()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can become a user whose processes are limited");
        _sandbox.Put("health", "degraded a reason\n");
        _sandbox.Do("start");
        _sandbox.Shell($"chmod -R a+rX {_sandbox.State()}");
        // One process at most for this user, who is nobody else on the machine: the shell itself, which therefore cannot fork.
        string[] alone =
            ["/usr/bin/setpriv", "--reuid=4242", "--regid=4242", "--clear-groups", "/usr/bin/prlimit", "--nproc=1:1", "/bin/sh"];

        Assert.NotEqual(0, _sandbox.DoAs([.. alone, "-c", "x=$(echo a fork); test -n \"$x\""]).ExitCode);
        var result = _sandbox.DoAs([.. alone, _sandbox.Agent, "monitor"]);

        Assert.Equal((190, "ocf-exit-reason:a reason\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public void It_needs_no_program_on_the_path()
    {
        _sandbox.Do("start");
        _sandbox.Environment["PATH"] = "/nonexistent";

        Assert.Equal(0, _sandbox.DoAs(["/bin/sh", _sandbox.Agent, "monitor"]).ExitCode);
    }

    private string Everything() => string.Join('\n', Directory.EnumerateFiles(_sandbox.Run, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks} {File.ReadAllText(file)}"));
}

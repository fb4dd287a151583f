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
    public void A_killed_host_is_an_error_and_not_a_clean_stop()
    {
        _sandbox.Do("start");
        _sandbox.Kill(_sandbox.HostPid());

        var result = _sandbox.Do("monitor");

        Assert.Equal((1, "the host is gone"), (result.ExitCode, result.Reason));
    }

    [Theory]
    [InlineData("KILL", "the host is gone; it was started again")]
    [InlineData("STOP", "the host does not answer since 10")]
    public void Pacemakers_recurring_monitor_starts_a_dead_or_hung_host_again_and_says_so(string signal, string said)
    {
        var former = StartAndHurt(signal);

        var result = _sandbox.Do("monitor");

        Assert.Equal(190, result.ExitCode);
        Assert.StartsWith(said, result.Reason, StringComparison.Ordinal);
        Assert.NotEqual(former, _sandbox.HostPid());
        Assert.False(AgentSandbox.Lives(former), "the hung host lives");
        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
    }

    [Fact]
    public void A_host_that_dies_twice_in_a_minute_is_left_to_Pacemaker()
    {
        StartAndHurt("KILL");
        Assert.Equal(190, _sandbox.Do("monitor").ExitCode);
        _sandbox.Kill(_sandbox.HostPid());

        var result = _sandbox.Do("monitor");

        Assert.Equal((1, "the host is gone, again"), (result.ExitCode, result.Reason));
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
        Assert.Equal(0, _sandbox.Do("start").ExitCode);
    }

    [Fact]
    public void A_host_that_does_not_start_again_is_an_error_with_its_reason()
    {
        StartAndHurt("KILL");
        _sandbox.Put("answer", "5 no IPVS");

        var result = _sandbox.Do("monitor");

        Assert.Equal((1, "the host is gone; it does not start: no IPVS"), (result.ExitCode, result.Reason));
        Assert.NotEqual(0, _sandbox.Do("monitor").ExitCode);
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
        File.WriteAllText(file, $"{host} 1\n");

        Assert.Equal(1, _sandbox.Do("monitor").ExitCode);
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.True(AgentSandbox.Lives(host), "stop killed a process that is not the host");
        _sandbox.Kill(host);
        _sandbox.Kill(int.Parse(_sandbox.Got("child")));
    }

    [Theory]
    [InlineData(13, 0, null)]
    [InlineData(100, 1, "the host does not answer since 10")]
    public void A_heartbeat_older_than_fifteen_seconds_is_an_error(int age, int expected, string? reason)
    {
        _sandbox.Do("start");
        _sandbox.AgeHeartbeat(age);

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
        _sandbox.Environment["OCF_RESKEY_heatbeat_file"] = "/dev/null";
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

    [Fact]
    public void It_writes_the_time_of_day_to_heatbeat_file()
    {
        var file = Path.Combine(_sandbox.Stub, "heatbeat");
        _sandbox.Environment["OCF_RESKEY_heatbeat_file"] = file;
        foreach (var action in new[] { "monitor", "start", "monitor", "stop" })
        {
            File.Delete(file);
            var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            _sandbox.Do(action);
            // The clocks of uptime and of the day do not tick in the same instant.
            Assert.InRange(long.Parse(File.ReadAllText(file)), before - 2, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2);
        }
    }

    [Fact]
    public void A_heatbeat_file_that_cannot_be_written_breaks_nothing_and_is_said()
    {
        _sandbox.Environment["OCF_RESKEY_heatbeat_file"] = "/nonexistent/file";
        _sandbox.Do("start");

        var result = _sandbox.Do("monitor");

        Assert.Equal((0, "heatbeat_file /nonexistent/file cannot be written\n"), (result.ExitCode, result.Errors));
    }

    /// <summary>Starts a host and makes it dead or hung, as a recurring monitor finds it.</summary>
    private int StartAndHurt(string signal)
    {
        _sandbox.Environment["OCF_RESKEY_CRM_meta_interval"] = "5000";
        _sandbox.Do("start");
        var host = _sandbox.HostPid();
        if (signal == "KILL")
        {
            _sandbox.Kill(host);
            return host;
        }

        _sandbox.Signal(signal, host);
        _sandbox.AgeHeartbeat(100);
        return host;
    }
}

namespace LvsPluggable.Host.Tests.Agent;

public sealed class StartTests : IDisposable
{
    private readonly AgentSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_host_is_detached()
    {
        // Finish() has already waited for the ends of the output streams, which a host that kept one would have delayed.
        Assert.Equal(0, _sandbox.Do("start").ExitCode);

        var pid = _sandbox.HostPid();
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        Assert.Equal(pid.ToString(), stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3]);
        Assert.Equal("/\n", _sandbox.Got("cwd"));
        // It listens to no debugger.
        Assert.Equal("0\n", _sandbox.Got("diagnostics"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_sandbox.State()));
        Assert.DoesNotMatch(@" [4-9] ->.*(lock|pipe)", _sandbox.Got("descriptors"));
        Assert.Matches(@" 0 -> /dev/null", _sandbox.Got("descriptors"));
        Assert.Matches(@" 1 -> .*stub/descriptors", _sandbox.Got("descriptors"));
        Assert.Matches(@" 2 -> .*start\.log", _sandbox.Got("descriptors"));
        Assert.Equal("the stub is up\n", File.ReadAllText(Path.Combine(_sandbox.State(), "start.log")));
    }

    [Theory]
    [InlineData("6 vip is not set", 6, "vip is not set")]
    [InlineData("5", 5, "the host gave no reason")]
    [InlineData("190 degraded", 1, "the host answered: 190 degraded")]
    [InlineData("", 1, "it ends like this")]
    public void A_failed_start_passes_on_code_and_reason_and_leaves_nothing_running(string answer, int code, string reason)
    {
        _sandbox.Put("answer", answer);
        _sandbox.Put("last-words", "it ends like this\n   at Program.Main()\n\n");

        var result = _sandbox.Do("start");

        Assert.Equal((code, reason), (result.ExitCode, result.Reason));
        Assert.Equal(7, _sandbox.Do("monitor").ExitCode);
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
        Assert.False(Directory.Exists(_sandbox.State()));
    }

    [Fact]
    public void Without_the_host_the_node_is_the_wrong_one_for_start_and_not_running_for_monitor()
    {
        _sandbox.Environment["LVSDR_HOST"] = "/nonexistent/lvsdr";

        var result = _sandbox.Do("start");

        Assert.Equal((5, "/nonexistent/lvsdr is not installed"), (result.ExitCode, result.Reason));
        Assert.Equal(5, _sandbox.Do("validate-all").ExitCode);
        Assert.Equal(5, _sandbox.Do("reload-agent").ExitCode);
        Assert.Equal(7, _sandbox.Do("monitor").ExitCode);
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
    }

    [Fact]
    public void Starting_a_running_host_applies_parameters()
    {
        _sandbox.Do("start");
        var pid = _sandbox.HostPid();
        _sandbox.Environment["OCF_RESKEY_port"] = "5433";

        Assert.Equal(0, _sandbox.Do("start").ExitCode);

        Assert.Equal(pid, _sandbox.HostPid());
        Assert.Equal("5433\n", _sandbox.Got("reloaded"));
    }

    [Fact]
    public void A_hung_host_is_replaced_and_its_services_stay_for_the_new_one()
    {
        _sandbox.OwnService();
        _sandbox.Do("start");
        var first = _sandbox.HostPid();
        var child = int.Parse(_sandbox.Got("child"));
        _sandbox.AgeHeartbeat(60);

        Assert.Equal(0, _sandbox.Do("start").ExitCode);

        Assert.NotEqual(first, _sandbox.HostPid());
        Assert.False(ProcessTable.Runs(first) || ProcessTable.Runs(child), "the hung host or its child lives on");
        Assert.Equal(AgentSandbox.Table, _sandbox.Got("table"));
        Assert.Equal("", _sandbox.Got("ipvsadm-calls"));
        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
    }

    [Fact]
    public void A_start_that_is_killed_with_its_group_is_undone_by_stop()
    {
        _sandbox.Put("stuck", "");
        var start = _sandbox.Begin(["/usr/bin/setsid", _sandbox.Agent, "start"]);
        AgentSandbox.WaitUntil(() => _sandbox.Got("cwd").Length > 0, "the host runs");
        var host = _sandbox.HostPid();

        _sandbox.Signal("KILL", -start.Id);
        AgentSandbox.Finish(start);

        Assert.True(ProcessTable.Runs(host), "the host went with the group of start");
        Assert.Equal(1, _sandbox.Do("monitor").ExitCode);
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
        Assert.False(ProcessTable.Runs(host));
        Assert.Equal(7, _sandbox.Do("monitor").ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_host_that_is_ending_is_waited_for_and_then_started_afresh(bool byStop)
    {
        _sandbox.Do("start");
        _sandbox.Put("slow", "");
        var former = _sandbox.HostPid();
        if (byStop)
        {
            var stop = _sandbox.Begin(["/usr/bin/setsid", _sandbox.Agent, "stop"]);
            AgentSandbox.WaitUntil(() => File.Exists(Path.Combine(_sandbox.Stub, "ending")), "the host ends");
            _sandbox.Signal("KILL", -stop.Id);
            AgentSandbox.Finish(stop);
        }
        else
        {
            _sandbox.Signal("TERM", former);
            AgentSandbox.WaitUntil(() => File.Exists(Path.Combine(_sandbox.Stub, "ending")), "the host ends");
        }

        var start = _sandbox.Begin([_sandbox.Agent, "start"]);
        AgentSandbox.WaitUntil(() => byStop || _sandbox.Got("calls").Contains("reload", StringComparison.Ordinal), "start has looked");
        File.Delete(Path.Combine(_sandbox.Stub, "slow"));

        var result = AgentSandbox.Finish(start);
        Assert.Equal(0, result.ExitCode);
        Assert.NotEqual(former, _sandbox.HostPid());
        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
        Assert.Equal(byStop ? "run\nrun\n" : "run\nreload\nrun\n", _sandbox.Got("calls"));
    }

    [Fact]
    public void A_host_that_goes_on_and_takes_no_reload_is_left_running()
    {
        _sandbox.Do("start");
        var host = _sandbox.HostPid();
        _sandbox.Put("reload-fails", "");

        var result = _sandbox.Do("start");

        Assert.Equal((1, "the host does not answer: Connection refused"), (result.ExitCode, result.Reason));
        Assert.Equal(host, _sandbox.HostPid());
    }

    [Fact]
    public void A_host_that_is_gone_with_its_supervisor_is_started_and_its_last_words_are_kept()
    {
        _sandbox.Do("start");
        _sandbox.KillSupervisor();
        _sandbox.Kill(_sandbox.HostPid());

        Assert.Equal(0, _sandbox.Do("start").ExitCode);

        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
        Assert.EndsWith(" ended, how is not known: the stub is up\n", _sandbox.Record("last-end"), StringComparison.Ordinal);
        Assert.Equal("run\nrun\n", _sandbox.Got("calls"));
    }

    [Fact]
    public void What_Pacemakers_tools_add_to_trace_an_agent_changes_nothing()
    {
        _sandbox.Environment["OCF_RESKEY_trace_ra"] = "1";
        _sandbox.Environment["OCF_RESKEY_trace_dir"] = "/var/lib/heartbeat/trace_ra";

        foreach (var action in new[] { "start", "monitor", "validate-all", "reload-agent", "stop" })
        {
            Assert.Equal(0, _sandbox.Do(action).ExitCode);
        }
    }

    [Fact]
    public void Start_and_stop_are_in_the_system_s_log()
    {
        _sandbox.Do("start");
        _sandbox.Do("stop");

        Assert.Equal(
            "-t lvsdr -p daemon.notice -- one: started\n-t lvsdr -p daemon.notice -- one: stopped\n", _sandbox.Got("syslog"));
    }

    [Fact]
    public void A_second_start_at_the_same_time_waits_and_finds_the_host_running()
    {
        var both = new[] { _sandbox.Begin([_sandbox.Agent, "start"]), _sandbox.Begin([_sandbox.Agent, "start"]) };

        var results = both.Select(AgentSandbox.Finish).ToList();

        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.Equal(["reload", "run"], _sandbox.Got("calls").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public void Two_instances_run_side_by_side()
    {
        Assert.Equal(0, _sandbox.Do("start", "one").ExitCode);
        Assert.Equal(0, _sandbox.Do("start", "two").ExitCode);
        Assert.NotEqual(_sandbox.HostPid("one"), _sandbox.HostPid("two"));

        Assert.Equal(0, _sandbox.Do("stop", "one").ExitCode);

        Assert.Equal(7, _sandbox.Do("monitor", "one").ExitCode);
        Assert.Equal(0, _sandbox.Do("monitor", "two").ExitCode);
    }
}

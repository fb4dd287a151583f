using System.Diagnostics;
using Xunit.Abstractions;

namespace LvsPluggable.Host.Tests.Agent;

public sealed class SupervisorTests : IDisposable
{
    private readonly AgentSandbox _sandbox = new();
    private readonly ITestOutputHelper _output;

    public SupervisorTests(ITestOutputHelper output)
    {
        _output = output;
        _sandbox.OwnService();
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_host_that_is_killed_ten_times_is_there_again_within_200_ms_each_time_and_nothing_else_is_killed()
    {
        _sandbox.Environment["OCF_RESKEY_restart_limit"] = "1000";
        _sandbox.Do("start");
        _sandbox.Do("start", "two");
        var supervisor = _sandbox.SupervisorPid;
        var other = (_sandbox.HostPid("two"), _sandbox.Record("supervisor", "two"));
        using var bystander = _sandbox.Begin(["/bin/sleep", "1000"]);
        var times = new List<double>();
        var programs = new List<double>();
        for (var round = 0; round < 10; round++)
        {
            var host = _sandbox.HostPid();
            var watch = Stopwatch.StartNew();
            using (var process = Process.GetProcessById(host))
            {
                process.Kill();
            }

            _sandbox.AwaitRecordAfter(host);
            times.Add(watch.Elapsed.TotalMilliseconds);
            _sandbox.AwaitHostAfter(host);
            watch.Restart();
            Assert.Equal(0, _sandbox.DoAs(["/bin/true"]).ExitCode);
            programs.Add(watch.Elapsed.TotalMilliseconds);
            Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
        }

        _output.WriteLine("ms from kill to the next host: " + string.Join(" ", times.Select(time => $"{time:0}")));
        _output.WriteLine("ms to run a program meanwhile: " + string.Join(" ", programs.Select(time => $"{time:0}")));
        // Between the two hosts rm, setsid and sh are started, which takes as long as other tests leave this machine to them.
        Assert.InRange(Median(times), 0, 200 + (3 * Median(programs)));
        Assert.InRange(times.Max(), 0, 200 + (10 * programs.Max()));
        Assert.Equal(10, _sandbox.Record("restarts").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(10, _sandbox.Record("last-end").Split("killed by signal 9\n").Length - 1);
        AgentSandbox.WaitUntil(() => _sandbox.Got("syslog").Contains("(10 of 1000 times", StringComparison.Ordinal), "it is said");
        Assert.Equal(supervisor, _sandbox.SupervisorPid);
        Assert.Equal(other, (_sandbox.HostPid("two"), _sandbox.Record("supervisor", "two")));
        Assert.True(ProcessTable.Runs(supervisor) && ProcessTable.Runs(other.Item1) && ProcessTable.Runs(bystander.Id));
        Assert.Equal(AgentSandbox.Table, _sandbox.Got("table"));
        Assert.Equal("", _sandbox.Got("ipvsadm-calls"));
        bystander.Kill();
    }

    [Fact]
    public void A_hung_host_is_killed_with_what_it_had_started_and_started_again()
    {
        _sandbox.Do("start");
        var host = _sandbox.HostPid();
        var child = int.Parse(_sandbox.Got("child"));
        _sandbox.AgeHeartbeat(16);

        var result = _sandbox.Do("monitor");

        Assert.Equal(190, result.ExitCode);
        Assert.Matches("^the host does not answer since 1[67] s and is being started again$", result.Reason);
        _sandbox.AwaitHostAfter(host);
        AgentSandbox.WaitUntil(() => !ProcessTable.Runs(child), "what the host had started is gone");
        Assert.Matches(@"^[0-9]{10} hung: no heartbeat for (19|2.) s\n$", _sandbox.Record("last-end"));
        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
        Assert.Equal("", _sandbox.Got("ipvsadm-calls"));
    }

    [Fact]
    public void The_host_of_a_machine_that_was_suspended_is_not_killed()
    {
        _sandbox.Do("start");
        var host = _sandbox.HostPid();
        var resumed = _sandbox.HeartbeatTime();

        _sandbox.BackdateHeartbeat(100_000);

        // Three looks later.
        AgentSandbox.WaitUntil(() => _sandbox.HeartbeatTime() >= resumed + 6, "the host has gone on");
        Assert.Equal(host, _sandbox.HostPid());
        Assert.Equal("", _sandbox.Record("last-end"));
    }

    [Fact]
    public void Stop_in_a_pause_between_restarts_ends_everything()
    {
        _sandbox.Environment["OCF_RESKEY_restart_limit"] = "1000";
        _sandbox.Do("start");
        _sandbox.Put("unfit", "");
        _sandbox.Kill(_sandbox.HostPid());
        var supervisor = _sandbox.SupervisorPid;
        AgentSandbox.WaitUntil(() => Calls().Length == 4, "the pauses are five seconds long");
        var watch = Stopwatch.StartNew();

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.False(ProcessTable.Runs(supervisor));
        Assert.False(Directory.Exists(_sandbox.State()));
        Assert.Equal("-D -t 10.0.0.1:5432\n", _sandbox.Got("ipvsadm-calls"));
        Assert.Equal(7, _sandbox.Do("monitor").ExitCode);
        Assert.DoesNotContain(AgentSandbox.FindSession($"{supervisor}"), ProcessTable.Runs);
    }

    [Fact]
    public void A_host_that_was_asked_to_end_is_not_started_again()
    {
        _sandbox.Do("start");
        var supervisor = _sandbox.SupervisorPid;

        _sandbox.Signal("TERM", _sandbox.HostPid());
        AgentSandbox.WaitUntil(() => !ProcessTable.Runs(supervisor), "the supervisor ends");

        Assert.Equal((1, "the host has ended as it was asked to"), (_sandbox.Do("monitor").ExitCode, _sandbox.Do("monitor").Reason));
        Assert.Equal(["run"], Calls());
    }

    [Fact]
    public void A_host_that_ends_well_and_was_not_asked_to_is_started_again()
    {
        _sandbox.Put("leaves", "");
        _sandbox.Do("start");
        var host = _sandbox.HostPid();

        _sandbox.Signal("TERM", host);

        _sandbox.AwaitHostAfter(host);
        Assert.Contains("ended with status 0", _sandbox.Record("last-end"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_hands_over_is_followed_by_another_one_and_that_is_no_failure()
    {
        _sandbox.Put("leaky", "");
        _sandbox.Do("start");
        var host = _sandbox.HostPid();

        File.WriteAllText(Path.Combine(_sandbox.State(), "hand-over"), "");
        _sandbox.Signal("TERM", host);
        _sandbox.AwaitHostAfter(host);

        Assert.Equal(["run", "run --resume"], Calls());
        Assert.Equal(("", "", ""), (_sandbox.Record("last-end"), _sandbox.Record("restarts"), _sandbox.Record("given-up")));
        Assert.False(File.Exists(Path.Combine(_sandbox.State(), "hand-over")));
        Assert.Equal((0, null), (_sandbox.Do("monitor").ExitCode, _sandbox.Do("monitor").Reason));
        AgentSandbox.WaitUntil(() => _sandbox.Got("syslog").Contains("another host takes over", StringComparison.Ordinal), "it is said");
        Assert.Equal(AgentSandbox.Table, _sandbox.Got("table"));
    }

    [Fact]
    public void Monitor_says_that_the_host_is_handed_over_until_the_one_that_takes_over_has_finished_starting()
    {
        const string said = "the host is being handed over to a new one";
        _sandbox.Put("leaky", "");
        _sandbox.Do("start");
        // An end of long ago is not why.
        File.WriteAllText(Path.Combine(_sandbox.State(), "last-end"), "1700000000 killed by signal 9\n");
        var host = _sandbox.HostPid();
        _sandbox.Put("stuck", "");
        _sandbox.Signal("STOP", _sandbox.SupervisorPid);

        File.WriteAllText(Path.Combine(_sandbox.State(), "hand-over"), "");
        _sandbox.Signal("TERM", host);
        AgentSandbox.WaitUntil(() => !ProcessTable.Runs(host), "the host has ended");
        Assert.Equal((190, said), (_sandbox.Do("monitor").ExitCode, _sandbox.Do("monitor").Reason));

        _sandbox.Signal("CONT", _sandbox.SupervisorPid);
        _sandbox.AwaitRecordAfter(host);
        Assert.Equal((190, said), (_sandbox.Do("monitor").ExitCode, _sandbox.Do("monitor").Reason));

        // One that dies instead of taking over is another matter.
        _sandbox.Kill(_sandbox.HostPid());
        AgentSandbox.WaitUntil(() => _sandbox.Record("restarts").Length > 0, "its end is on record");
        Assert.Equal(
            (190, "the host ended (killed by signal 9) and is being started again"),
            (_sandbox.Do("monitor").ExitCode, _sandbox.Do("monitor").Reason));
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("reload-agent")]
    public void A_supervisor_that_was_killed_is_replaced_by_the_next_action(string action)
    {
        _sandbox.Do("start");
        var host = _sandbox.HostPid();
        _sandbox.KillSupervisor();
        Assert.Equal(190, _sandbox.Do("monitor").ExitCode);

        Assert.Equal(0, _sandbox.Do(action).ExitCode);

        AgentSandbox.WaitUntil(() => _sandbox.Do("monitor").ExitCode == 0, "there is a supervisor");
        Assert.Equal(host, _sandbox.HostPid());
        _sandbox.Kill(host);
        var next = _sandbox.AwaitHostAfter(host);
        _sandbox.Kill(next);
        _sandbox.AwaitHostAfter(next);
        Assert.Matches("^[0-9]+ ended, how is not known: the stub is up\n[0-9]+ killed by signal 9\n$", _sandbox.Record("last-end"));
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
        Assert.False(Directory.Exists(_sandbox.State()));
    }

    [Fact]
    public void A_failed_start_leaves_no_supervisor()
    {
        _sandbox.Put("answer", "6 vip is not set");

        Assert.Equal(6, _sandbox.Do("start").ExitCode);

        Assert.False(File.Exists(Path.Combine(_sandbox.State(), "supervisor")));
        Assert.Equal(["run"], Calls());
        Assert.Equal("-t lvsdr -p daemon.notice -- one: start failed: vip is not set\n", _sandbox.Got("syslog"));
    }

    [Fact]
    public void It_keeps_a_session_of_its_own_and_no_descriptor_of_the_action()
    {
        _sandbox.Do("start");
        var supervisor = _sandbox.SupervisorPid;

        Assert.Equal($"{supervisor}", SessionOf(supervisor));
        Assert.Equal($"{_sandbox.HostPid()}", SessionOf(_sandbox.HostPid()));
        var descriptors = _sandbox.Shell($"ls -l /proc/{supervisor}/fd").Output;
        Assert.Matches(@" 0 -> /dev/null\n(.*\n)*.* 1 -> /dev/null\n(.*\n)*.* 2 -> /dev/null\n", descriptors);
        Assert.DoesNotMatch(@" [3-9] -> ", descriptors);
    }

    [Fact]
    public void A_reload_waits_for_a_host_that_is_being_started_again()
    {
        _sandbox.Do("start");
        _sandbox.Signal("STOP", _sandbox.SupervisorPid);
        _sandbox.Kill(_sandbox.HostPid());
        _sandbox.Environment["OCF_RESKEY_port"] = "5433";
        var reload = _sandbox.Begin([_sandbox.Agent, "reload-agent"]);

        _sandbox.Signal("CONT", _sandbox.SupervisorPid);

        Assert.Equal(0, AgentSandbox.Finish(reload).ExitCode);
        Assert.Equal("5433\n", _sandbox.Got("reloaded"));
    }

    [Fact]
    public void Two_actions_at_once_on_a_dying_host_leave_it_stopped_when_one_of_them_is_stop()
    {
        _sandbox.Environment["OCF_RESKEY_restart_limit"] = "1000";
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(0, _sandbox.Do("start").ExitCode);
            var supervisor = _sandbox.SupervisorPid;
            _sandbox.Signal("KILL", _sandbox.HostPid());
            var reload = _sandbox.Begin([_sandbox.Agent, "reload-agent"]);
            var stop = _sandbox.Begin([_sandbox.Agent, "stop"]);

            Assert.Equal(0, AgentSandbox.Finish(stop).ExitCode);
            AgentSandbox.Finish(reload);

            Assert.False(Directory.Exists(_sandbox.State()));
            Assert.False(ProcessTable.Runs(supervisor));
            Assert.Equal(7, _sandbox.Do("monitor").ExitCode);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string SessionOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
    }

    private string[] Calls() => _sandbox.Got("calls").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

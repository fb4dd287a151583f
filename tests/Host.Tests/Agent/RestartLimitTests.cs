using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Agent;

/// <summary>How often a host is started again, and what then.</summary>
public sealed class RestartLimitTests : IDisposable
{
    private readonly AgentSandbox _sandbox = new();

    public RestartLimitTests() => _sandbox.OwnService();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(null, 3)]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    public void What_dies_too_often_is_left_to_Pacemaker_with_its_table(string? limit, int restarts)
    {
        if (limit is not null)
        {
            _sandbox.Environment["OCF_RESKEY_restart_limit"] = limit;
        }

        _sandbox.Do("start");
        var supervisor = _sandbox.SupervisorPid;
        for (var round = 0; round < restarts; round++)
        {
            var host = _sandbox.HostPid();
            _sandbox.Kill(host);
            _sandbox.AwaitHostAfter(host);
        }

        var child = int.Parse(_sandbox.Got("child"));
        _sandbox.Kill(_sandbox.HostPid());
        AgentSandbox.WaitUntil(() => !ProcessTable.Runs(supervisor), "the supervisor has given up");

        var result = _sandbox.Do("monitor");

        var said = $"the host ended after {restarts} restarts in 10 minutes (restart_limit={restarts}): killed by signal 9";
        Assert.Equal((1, said), (result.ExitCode, result.Reason));
        Assert.Equal(said + "\n", _sandbox.Record("given-up"));
        Assert.Contains($"one: {said}; it is not started again\n", _sandbox.Got("syslog"), StringComparison.Ordinal);
        Assert.Equal(AgentSandbox.Table, _sandbox.Got("table"));
        Assert.False(ProcessTable.Runs(child), "what the host had started lives on");
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
        Assert.Equal(0, _sandbox.Do("start").ExitCode);
        Assert.Equal(0, _sandbox.Do("monitor").ExitCode);
    }

    [Fact]
    public void Restarts_of_more_than_ten_minutes_ago_do_not_count()
    {
        _sandbox.Environment["OCF_RESKEY_restart_limit"] = "1";
        _sandbox.Do("start");
        var now = (long)double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0]);
        File.WriteAllText(Path.Combine(_sandbox.State(), "restarts"), $"{now - 605}\n{now - 601}\n");
        var host = _sandbox.HostPid();

        _sandbox.Kill(host);

        _sandbox.AwaitHostAfter(host);
        Assert.DoesNotContain($"{now - 601}\n", _sandbox.Record("restarts"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_cannot_be_started_again_is_tried_with_pauses_that_grow_and_then_given_up()
    {
        _sandbox.Do("start");
        _sandbox.Put("unfit", "");
        _sandbox.Put("last-words", "no such file\n");
        var watch = Stopwatch.StartNew();
        _sandbox.Kill(_sandbox.HostPid());

        var seen = new HashSet<int>();
        AgentSandbox.WaitUntil(
            () =>
            {
                seen.Add(_sandbox.Do("monitor").ExitCode);
                return _sandbox.Record("given-up").Length > 0;
            },
            "it is given up");

        Assert.InRange(watch.Elapsed.TotalSeconds, 1.2, 30);
        Assert.Contains(190, seen);
        Assert.Equal(
            (1, "the host ended after 3 restarts in 10 minutes (restart_limit=3): ended with status 1: no such file"),
            (_sandbox.Do("monitor").ExitCode, _sandbox.Do("monitor").Reason));
        Assert.Equal(["run", "run --resume", "run --resume", "run --resume"], Calls());
    }

    [Theory]
    [InlineData("", "3")]
    [InlineData("0", "0")]
    [InlineData("1000", "1000")]
    [InlineData("1001", "3")]
    [InlineData("99999999999999999999", "3")]
    [InlineData("many", "3")]
    [InlineData("-1", "3")]
    public void The_limit_is_a_number_or_the_default(string given, string inForce)
    {
        _sandbox.Environment["OCF_RESKEY_restart_limit"] = given;

        Assert.Equal(0, _sandbox.Do("start").ExitCode);

        Assert.Equal(inForce + "\n", _sandbox.Record("restart_limit"));
    }

    [Fact]
    public void A_reload_changes_the_limit_when_the_host_takes_it()
    {
        _sandbox.Do("start");
        _sandbox.Environment["OCF_RESKEY_restart_limit"] = "7";
        _sandbox.Put("reload-rejects", "");

        var rejected = _sandbox.Do("reload-agent");

        Assert.Equal((0, "port=\"x\" should be a number", "3\n"), (rejected.ExitCode, rejected.Reason, _sandbox.Record("restart_limit")));
        File.Delete(Path.Combine(_sandbox.Stub, "reload-rejects"));
        Assert.Equal(0, _sandbox.Do("reload-agent").ExitCode);
        Assert.Equal("7\n", _sandbox.Record("restart_limit"));
    }

    private string[] Calls() => _sandbox.Got("calls").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

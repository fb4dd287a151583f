namespace LvsPluggable.Host.Tests.Agent;

/// <summary>What is kept of why hosts ended.</summary>
public sealed class RestartRecordTests : IDisposable
{
    private readonly AgentSandbox _sandbox = new();

    public RestartRecordTests() => _sandbox.OwnService();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_last_words_of_a_host_are_kept_on_one_printable_line()
    {
        _sandbox.Do("start");
        var host = _sandbox.HostPid();

        _sandbox.Signal("USR1", host);
        _sandbox.AwaitHostAfter(host);

        Assert.Matches(
            @"^[0-9]{10} ended with status 134: Unhandled exception\. System\.InvalidOperationException: b\?\?\?\?m\n$", _sandbox.Record("last-end"));
        Assert.Equal("the stub is up\n", _sandbox.Record("start.log"));
    }

    [Fact]
    public void Why_a_host_ended_is_kept_where_the_runtime_says_it_in_the_line_after()
    {
        _sandbox.Put("last-words", "Process terminated.\na bad day\n   at Stub.Main()\n");
        _sandbox.Do("start");
        var host = _sandbox.HostPid();

        _sandbox.Signal("ABRT", host);
        _sandbox.AwaitHostAfter(host);

        Assert.Matches(@"^[0-9]{10} ended with status 134: Process terminated\. a bad day\n$", _sandbox.Record("last-end"));
    }

    [Fact]
    public void A_long_cause_is_cut()
    {
        _sandbox.Put("last-words", "Fatal error. " + new string('x', 500) + "\n");
        _sandbox.Do("start");
        var host = _sandbox.HostPid();

        _sandbox.Signal("ABRT", host);
        _sandbox.AwaitHostAfter(host);

        Assert.Equal(200, _sandbox.Record("last-end").TrimEnd('\n').Split(' ', 2)[1].Length);
    }

    [Fact]
    public void What_is_on_record_is_bounded()
    {
        _sandbox.Do("start");
        File.WriteAllText(Path.Combine(_sandbox.State(), "last-end"), string.Concat(Enumerable.Range(1, 25).Select(number => $"{number} x\n")));
        File.WriteAllText(Path.Combine(_sandbox.State(), "start.log"), new string('x', 300_000) + "\nthe end\n");

        AgentSandbox.WaitUntil(() => _sandbox.Record("start.log").Length is > 0 and < 100_000, "start.log is cut");
        AgentSandbox.WaitUntil(() => _sandbox.Record("last-end").Split('\n').Length == 21, "last-end is cut");
        Assert.EndsWith("x\nthe end\n", _sandbox.Record("start.log"), StringComparison.Ordinal);
        Assert.StartsWith("6 x\n", _sandbox.Record("last-end"), StringComparison.Ordinal);
    }
}

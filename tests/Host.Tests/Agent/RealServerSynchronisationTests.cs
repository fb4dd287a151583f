namespace LvsPluggable.Host.Tests.Agent;

/// <summary>What lvsdr-realsvr asks ipvsadm for.</summary>
public sealed class RealServerSynchronisationTests : IDisposable
{
    private readonly RealServerAgent _agent = new("cat", "flock", "mkdir", "rm");

    public RealServerSynchronisationTests() => _agent.Parameters["sync_interface"] = "eth1";

    private string Calls => _agent.Run + "/calls";

    public void Dispose() => _agent.Dispose();

    [Fact]
    public void The_backup_daemon_gets_what_is_set()
    {
        Assert.Equal("--start-daemon backup --mcast-interface eth1 --syncid 0", Started());

        (_agent.Parameters["sync_id"], _agent.Parameters["sync_maxlen"]) = ("7", "9000");
        (_agent.Parameters["sync_group"], _agent.Parameters["sync_port"]) = ("224.0.0.90", "8849");

        Assert.Equal(
            "--start-daemon backup --mcast-interface eth1 --syncid 7 --sync-maxlen 9000 --mcast-group 224.0.0.90 --mcast-port 8849", Started());
    }

    [Theory]
    [InlineData("", "1472", true)]
    [InlineData("9000", "9000", true)]
    [InlineData("9000", "1472", false)]
    [InlineData("500", "1024", true)]
    [InlineData("65507", "65487", true)]
    public void A_daemon_whose_messages_are_too_short_is_started_again(string wanted, string running, bool isRight)
    {
        _agent.Parameters["sync_maxlen"] = wanted;
        _agent.Parameters["CRM_meta_interval"] = "10000";
        Started();

        Runs($"mcast=eth1, syncid=0, maxlen={running}, group=224.0.0.81, port=8848, ttl=1");

        Assert.Equal(isRight ? 0 : 190, _agent.Do("monitor").ExitCode);
    }

    private string Started()
    {
        Runs(null);
        Assert.Equal((0, ""), (_agent.Do("start").ExitCode, _agent.Do("start").Errors));
        return File.ReadLines(Calls).Last();
    }

    private void Runs(string? daemon)
    {
        Directory.CreateDirectory(_agent.Run);
        var list = daemon is null ? ":" : $"echo 'backup sync daemon ({daemon})'";
        _agent.Program("ipvsadm", $"case $1 in -L) {list} ;; *) echo \"$*\" >>{Calls} ;; esac\n");
    }
}

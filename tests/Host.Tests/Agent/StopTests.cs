using System.Net;

namespace LvsPluggable.Host.Tests.Agent;

public sealed class StopTests : IDisposable
{
    private readonly AgentSandbox _sandbox = new();

    public StopTests() => _sandbox.OwnService();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_host_that_removes_its_services_is_believed_and_ipvsadm_left_alone()
    {
        _sandbox.Do("start");
        var host = _sandbox.HostPid();

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.False(ProcessTable.Runs(host));
        Assert.False(Directory.Exists(_sandbox.State()));
        Assert.Equal(AgentSandbox.Header, AgentSandbox.Header + _sandbox.Got("table"));
        Assert.Equal("", _sandbox.Got("ipvsadm-calls"));
    }

    [Fact]
    public void Stopping_twice_and_stopping_nothing_succeed()
    {
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
        _sandbox.Do("start");
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("stopped")]
    [InlineData("stale")]
    [InlineData("deaf")]
    [InlineData("leaky")]
    public void Services_are_removed_whatever_became_of_the_host(string fate)
    {
        if (fate is "deaf" or "leaky")
        {
            _sandbox.Put(fate, "");
        }

        _sandbox.Do("start");
        _sandbox.KillSupervisor();
        var host = _sandbox.HostPid();
        var child = int.Parse(_sandbox.Got("child"));
        switch (fate)
        {
            case "killed":
                _sandbox.Kill(host);
                _sandbox.Kill(child);
                break;
            case "stopped":
                _sandbox.Signal("STOP", host);
                break;
            case "stale":
                _sandbox.AgeHeartbeat(60);
                break;
        }

        // Neither the parameters nor the host matter any more.
        _sandbox.Environment["LVSDR_HOST"] = "/nonexistent/lvsdr";
        _sandbox.Environment["OCF_RESKEY_port"] = "nonsense";
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Equal("-D -t 10.0.0.1:5432\n", _sandbox.Got("ipvsadm-calls"));
        Assert.False(ProcessTable.Runs(host));
        Assert.False(ProcessTable.Runs(child), "what the host had started lives on");
        Assert.False(Directory.Exists(_sandbox.State()));
    }

    [Fact]
    public void Where_ipvsadm_does_not_work_the_host_removes_services()
    {
        _sandbox.Put("leaky", "");
        _sandbox.Put("ipvsadm-fails", "");
        _sandbox.Do("start");

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Contains("remove\n", _sandbox.Got("calls"), StringComparison.Ordinal);
        Assert.Equal("", _sandbox.Got("table"));
    }

    [Fact]
    public void What_a_host_that_died_has_changed_in_the_kernel_is_given_back_by_another()
    {
        _sandbox.Do("start");
        _sandbox.KillSupervisor();
        _sandbox.Kill(_sandbox.HostPid());
        File.WriteAllText(Path.Combine(_sandbox.State(), "synchronises"), "");

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Contains("remove\n", _sandbox.Got("calls"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_sandbox.State()));
    }

    [Fact]
    public void A_service_that_nothing_removes_is_an_error_and_stop_can_be_tried_again()
    {
        _sandbox.Put("leaky", "");
        _sandbox.Put("ipvsadm-fails", "");
        _sandbox.Put("remove-fails", "");
        _sandbox.Do("start");

        var result = _sandbox.Do("stop");

        Assert.Equal((1, "the virtual service -t 10.0.0.1:5432 cannot be removed"), (result.ExitCode, result.Reason));
        File.Delete(Path.Combine(_sandbox.Stub, "ipvsadm-fails"));
        Assert.Equal(0, _sandbox.Do("stop").ExitCode);
    }

    [Fact]
    public void A_start_that_hangs_does_not_keep_stop_waiting()
    {
        _sandbox.Put("stuck", "");
        var start = _sandbox.Begin([_sandbox.Agent, "start"]);
        AgentSandbox.WaitUntil(() => _sandbox.Got("cwd").Length > 0, "the host runs");

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Equal(1, AgentSandbox.Finish(start).ExitCode);
        Assert.False(Directory.Exists(_sandbox.State()));
    }

    [Theory]
    [InlineData("-t 10.0.0.1:5432", "TCP  0A000001:1538 rr ", true)]
    [InlineData("-t 10.0.0.1:5433", "TCP  0A000001:1538 rr ", false)]
    [InlineData("-u 10.0.0.1:5432", "TCP  0A000001:1538 rr ", false)]
    [InlineData("-u 255.255.255.255:53", "UDP  FFFFFFFF:0035 rr ops ", true)]
    [InlineData("--sctp-service 10.0.0.1:80", "SCTP 0A000001:0050 wlc persistent 300 FFFFFFFF", true)]
    [InlineData("-t [fd00::1]:80", "TCP  [fd00:0000:0000:0000:0000:0000:0000:0001]:0050 rr ", true)]
    [InlineData("-t [fd00::1:0:1]:80", "TCP  [fd00:0000:0000:0000:0000:0001:0000:0001]:0050 rr ", true)]
    [InlineData("-t [::ffff:10.0.0.1]:80", "TCP  [0000:0000:0000:0000:0000:ffff:0a00:0001]:0050 rr ", true)]
    [InlineData("-t [fd00::2]:80", "TCP  [fd00:0000:0000:0000:0000:0000:0000:0001]:0050 rr ", false)]
    [InlineData("-f 255", "FWM  000000FF rr ", true)]
    [InlineData("-f 255 -6", "FWM  000000FF rr ", true)]
    [InlineData("-f 7", "FWM  000000FF rr ", false)]
    public void It_removes_what_the_host_owned_and_the_kernel_still_shows(string selector, string line, bool removed)
    {
        _sandbox.Put("services", selector + "\nnot a selector\n");
        _sandbox.Put("new-table", AgentSandbox.Header + line + "\n");
        _sandbox.Put("leaky", "");
        _sandbox.Do("start");

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Equal(removed, _sandbox.Got("ipvsadm-calls").Contains($"-D {selector}\n", StringComparison.Ordinal));
        Assert.Equal(removed, _sandbox.Got("table").Length == 0);
    }

    [Theory]
    [InlineData("10.0.0.1", "5432", "TCP  0A000001:1538 rr ", "-t 10.0.0.1:5432")]
    [InlineData("fd00::1", "80", "TCP  [fd00:0000:0000:0000:0000:0000:0000:0001]:0050 rr ", "-t [fd00::1]:80")]
    [InlineData("[fd00::1]", "80", "TCP  [fd00:0000:0000:0000:0000:0000:0000:0001]:0050 rr ", "-t [fd00::1]:80")]
    [InlineData("10.0.0.1", "5433", "TCP  0A000001:1538 rr ", null)]
    [InlineData("10.0.0.1", "5432", "UDP  0A000001:1538 rr ", null)]
    [InlineData("10.0.0.1", "https", "TCP  0A000001:01BB rr ", "-t 10.0.0.1:443")]
    [InlineData("10.0.0.1", "https 5433 5432", "TCP  0A000001:1538 rr ", "-t 10.0.0.1:5432")]
    [InlineData("10.0.0.1", "0", "TCP  0A000001:0000 rr persistent 60 FFFFFFFF", "-t 10.0.0.1:0")]
    [InlineData("10.0.0.1", "no-such-service 5432", "TCP  0A000001:1538 rr ", null)]
    [InlineData("10.0.0.1", "no-such-service", "TCP  0A000001:1538 rr ", null)]
    [InlineData("no-such-host.example", "5432", "TCP  0A000001:1538 rr ", null)]
    [InlineData("-h", "-s", "TCP  0A000001:1538 rr ", null)]
    [InlineData("9.255.255.257", "5432", "TCP  0A000001:1538 rr ", null)]
    [InlineData("012.0.0.1", "5432", "TCP  0A000001:1538 rr ", null)]
    [InlineData("0x0a000001", "5432", "TCP  0A000001:1538 rr ", null)]
    [InlineData("10.0.0.1", "70968", "TCP  0A000001:1538 rr ", null)]
    [InlineData("", "", "TCP  0A000001:1538 rr ", null)]
    public void Without_a_state_folder_the_service_that_the_parameters_name_is_removed(string vip, string port, string line, string? selector)
    {
        Directory.CreateDirectory(_sandbox.Run);
        _sandbox.Put("table", AgentSandbox.Header + line + "\n");
        _sandbox.Environment["OCF_RESKEY_vip"] = vip;
        _sandbox.Environment["OCF_RESKEY_port"] = port;

        var result = _sandbox.Do("stop");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(selector is null ? "" : $"-D {selector}\n", _sandbox.Got("ipvsadm-calls"));
        Assert.Equal(selector is not null, _sandbox.Got("syslog").Contains(selector ?? "removed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("udp", "UDP  0A000001:1538 rr ", "-u 10.0.0.1:5432")]
    [InlineData("UDP", "UDP  0A000001:1538 rr ", "-u 10.0.0.1:5432")]
    [InlineData("sctp", "SCTP 0A000001:1538 rr ", "--sctp-service 10.0.0.1:5432")]
    [InlineData("udp", "TCP  0A000001:1538 rr ", null)]
    [InlineData("icmp", "TCP  0A000001:1538 rr ", null)]
    public void Of_two_services_at_one_address_and_port_the_protocol_tells_which(string protocol, string line, string? selector)
    {
        Directory.CreateDirectory(_sandbox.Run);
        _sandbox.Put("table", AgentSandbox.Header + line + "\n");
        _sandbox.Environment["OCF_RESKEY_vip"] = "10.0.0.1";
        _sandbox.Environment["OCF_RESKEY_port"] = "5432";
        _sandbox.Environment["OCF_RESKEY_protocol"] = protocol;

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Equal(selector is null ? "" : $"-D {selector}\n", _sandbox.Got("ipvsadm-calls"));
    }

    [Theory]
    [InlineData("255", "", "", "FWM  000000FF rr ", "-f 255")]
    [InlineData("255", "ipv4", "", "FWM  000000FF rr ", "-f 255")]
    [InlineData("255", "ipv6", "", "FWM  000000FF rr ", "-f 255 -6")]
    [InlineData("255", "", "-s wlc -6", "FWM  000000FF rr ", "-f 255 -6")]
    [InlineData("4294967295", "", "", "FWM  FFFFFFFF rr ", "-f 4294967295")]
    [InlineData("254", "", "", "FWM  000000FF rr ", null)]
    [InlineData("0", "", "", "FWM  000000FF rr ", null)]
    [InlineData("0255", "", "", "FWM  000000FF rr ", null)]
    [InlineData("4294967551", "", "", "FWM  000000FF rr ", null)]
    [InlineData("nonsense", "", "", "FWM  000000FF rr ", null)]
    [InlineData("255", "", "", "TCP  0A000001:1538 rr ", null)]
    public void Without_a_state_folder_the_firewall_mark_that_the_parameters_name_is_removed(
        string mark, string family, string options, string line, string? selector)
    {
        Directory.CreateDirectory(_sandbox.Run);
        _sandbox.Put("table", AgentSandbox.Header + line + "\n");
        _sandbox.Environment["OCF_RESKEY_fwmark"] = mark;
        _sandbox.Environment["OCF_RESKEY_ip_family"] = family;
        _sandbox.Environment["OCF_RESKEY_virtual_service_options"] = options;

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Equal(selector, _sandbox.Got("ipvsadm-calls").Split('\n').LastOrDefault(call => call.StartsWith("-D ", StringComparison.Ordinal))?[3..]);
    }

    [Fact]
    public void Without_a_state_folder_a_name_in_vip_is_what_the_hosts_file_says()
    {
        Directory.CreateDirectory(_sandbox.Run);
        _sandbox.Put("table", AgentSandbox.Header + "TCP  7F000001:1538 rr \nTCP  [0000:0000:0000:0000:0000:0000:0000:0001]:1538 rr \n");
        _sandbox.Environment["OCF_RESKEY_vip"] = "localhost";
        _sandbox.Environment["OCF_RESKEY_port"] = "5432";

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        // Which of the two comes first is said by the machine.
        Assert.Equal(Dns.GetHostAddresses("localhost")[0].Equals(IPAddress.Loopback) ? "-D -t 127.0.0.1:5432\n" : "-D -t [::1]:5432\n", _sandbox.Got("ipvsadm-calls"));
    }

    [Fact]
    public void A_service_that_another_instance_has_on_record_stays()
    {
        _sandbox.Do("start", "other");
        _sandbox.Environment["OCF_RESKEY_vip"] = "10.0.0.1";
        _sandbox.Environment["OCF_RESKEY_port"] = "5432";

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Equal("", _sandbox.Got("ipvsadm-calls"));
        Assert.Equal(AgentSandbox.Table, _sandbox.Got("table"));
        Assert.Equal(0, _sandbox.Do("monitor", "other").ExitCode);
    }

    [Fact]
    public void Without_a_state_folder_and_ipvsadm_the_host_removes_the_service()
    {
        _sandbox.Put("table", AgentSandbox.Table);
        _sandbox.Put("ipvsadm-fails", "");
        _sandbox.Environment["OCF_RESKEY_vip"] = "10.0.0.1";
        _sandbox.Environment["OCF_RESKEY_port"] = "5432";

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.Equal("remove --service -t 10.0.0.1:5432\n", _sandbox.Got("calls"));
        _sandbox.Put("table", AgentSandbox.Table);
        _sandbox.Put("remove-fails", "");
        var result = _sandbox.Do("stop");
        Assert.Equal((1, "the virtual service -t 10.0.0.1:5432 cannot be removed"), (result.ExitCode, result.Reason));
    }

    [Fact]
    public void It_ends_a_supervisor_that_has_just_started_a_host_which_is_not_on_record_yet()
    {
        _sandbox.Environment["OCF_RESKEY_restart_limit"] = "1000";
        _sandbox.Do("start");
        // The next host waits before it is on record.
        _sandbox.Program("setsid", "echo $$ >\"$STUB/unrecorded\"\nexec sleep 1000\n");
        _sandbox.Kill(_sandbox.HostPid());
        AgentSandbox.WaitUntil(() => _sandbox.Got("unrecorded").Length > 0, "the supervisor starts a host");

        Assert.Equal(0, _sandbox.Do("stop").ExitCode);

        Assert.False(ProcessTable.Runs(int.Parse(_sandbox.Got("unrecorded"))));
        Assert.Equal("-D -t 10.0.0.1:5432\n", _sandbox.Got("ipvsadm-calls"));
    }
}

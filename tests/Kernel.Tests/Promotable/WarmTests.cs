using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Promotable;

/// <summary>With warm=true: a host in standby where the instance is not promoted.</summary>
public sealed class WarmTests : PromotableTest
{
    private const string Starting = "in standby: the host in standby is being started";

    [SkippableFact]
    public async Task The_host_that_stands_by_directs_after_a_promotion_and_after_a_demotion_another_one_stands_by()
    {
        await SetUpWarmAsync();
        Assert.DoesNotContain("5432", Node.Got("table"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, Hosts);
        (await Node.DoAsync("monitor")).Expect(OcfCode.Success);

        await Node.DoAllAsync("promote");
        Assert.Equal((1, Node.Got("new-table"), "eth0/24 lo/32"), (Hosts, Node.Got("table"), await Node.PlacesAsync()));
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
        Assert.Equal("", Node.Got("reloaded"));

        await Node.DoAllAsync("demote");
        Assert.Equal(("", "lo/32"), (Node.Got("table"), await Node.PlacesAsync()));
        await StandsByAsync();
        Assert.Equal(2, Hosts);
        await Node.DoAllAsync("promote", "stop");
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);
        Assert.False(Directory.Exists(Path.Combine(Node.Network.Run, "lvsdr-reads")));
    }

    [SkippableFact]
    public async Task What_becomes_of_a_host_in_standby_is_no_failure_of_the_instance()
    {
        await SetUpWarmAsync();
        await Node.KillHostAsync();

        Assert.Equal(Starting, (await Node.MonitorAsync()).Expect(OcfCode.Degraded).Reason);
        await StandsByAsync();
        await Node.KillHostAsync();
        Node.Put("answer", "6 port=\"x\" should be a number.");
        Assert.Equal(Starting, (await Node.MonitorAsync()).Expect(OcfCode.Degraded).Reason);
        await Eventually.MeetsAsync(
            reason => reason == $"{Starting}; the one before it has ended: port=\"x\" should be a number.",
            async () => (await Node.MonitorAsync()).Expect(OcfCode.Degraded).Reason,
            "the monitor should say why there is no host.");

        Node.Remove("answer");
        await StandsByAsync();
    }

    [SkippableFact]
    public async Task A_degraded_host_in_standby_degrades_the_instance()
    {
        await SetUpWarmAsync();
        Node.Put("health", "degraded no server is fit");

        await StandsByAsync(OcfCode.Degraded);
        Assert.Equal("in standby: no server is fit", (await Node.MonitorAsync()).Expect(OcfCode.Degraded).Reason);
    }

    [SkippableFact]
    public async Task Without_a_host_in_standby_a_promotion_starts_one()
    {
        await SetUpWarmAsync();
        await Node.KillHostAsync();

        await Node.DoAllAsync("promote");

        Assert.Equal((2, Node.Got("new-table")), (Hosts, Node.Got("table")));
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
    }

    [SkippableFact]
    public async Task A_changed_parameter_is_handed_to_the_host_that_stands_by_before_it_directs()
    {
        await SetUpWarmAsync();
        Node.Parameters["weight_of_realservers"] = "node1,3";
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("5432\n", Node.Got("reloaded"));

        Node.Put("reloaded", "");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("", Node.Got("reloaded"));

        Node.Parameters["weight_of_realservers"] = "node1,4";
        await Node.DoAllAsync("promote");
        Assert.Equal((1, "5432\n"), (Hosts, Node.Got("reloaded")));
    }

    [SkippableFact]
    public async Task What_is_lacking_since_the_host_that_stands_by_has_loaded_it_is_that_hosts_to_judge()
    {
        await SetUpWarmAsync();
        Node.Put("misses-script", "");
        Node.Parameters["weight_of_realservers"] = "node1,3";

        await Node.DoAllAsync("reload-agent");

        Assert.Equal((1, "5432\n"), (Hosts, Node.Got("reloaded")));
        await StandsByAsync();
        Assert.NotEqual("--update=-INFINITY", Node.Score);
    }

    [SkippableFact]
    public async Task A_table_that_the_kernel_refuses_fails_the_promotion_with_its_reason()
    {
        await SetUpWarmAsync();
        Node.Put("refuses", "the kernel has no scheduler xy");

        Assert.Equal("the kernel has no scheduler xy", (await Node.DoAsync("promote")).Expect(OcfCode.Failed).Reason);

        await Node.DoAllAsync("demote");
        Assert.Equal(("", "lo/32"), (Node.Got("table"), await Node.PlacesAsync()));
    }

    [SkippableFact]
    public async Task Where_it_is_wanted_no_more_the_host_ends()
    {
        await SetUpWarmAsync();
        Node.Parameters["warm"] = "false";

        await Node.DoAllAsync("reload-agent");

        Assert.False(Directory.Exists(Path.Combine(Node.Network.Run, "lvsdr-reads")));
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Node.Parameters["warm"] = "maybe";
        Assert.Equal("warm=\"maybe\" should be true or false.", (await Node.DoAsync("validate-all")).Expect(OcfCode.NotConfigured).Reason);
    }

    private int Hosts => Node.Got("calls").Split('\n').Count(call => call == "run");

    private async Task SetUpWarmAsync()
    {
        await SetUpAsync();
        Node.Parameters["warm"] = "true";
        await Node.DoAllAsync("start");
        await StandsByAsync();
    }

    // Nobody waits for a host in standby.
    private Task StandsByAsync(int code = OcfCode.Success) => Eventually.MeetsAsync(
        monitor => monitor.ExitCode == code && !monitor.Reason.StartsWith(Starting, StringComparison.Ordinal),
        Node.MonitorAsync,
        "a host should stand by.");
}

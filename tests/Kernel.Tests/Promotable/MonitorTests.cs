using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Promotable;

public sealed class MonitorTests : PromotableTest
{
    [SkippableFact]
    public async Task What_needs_attention_is_190_or_191_and_a_probe_does_not_mention_it()
    {
        await SetUpAsync();
        Node.Put("health", "degraded no real server is left");
        await Node.DoAllAsync("start", "promote");

        Assert.Equal("no real server is left", (await Node.MonitorAsync()).Expect(OcfCode.DegradedPromoted).Reason);
        (await Node.DoAsync("monitor")).Expect(OcfCode.Promoted);

        Node.Network.Set("arp_ignore", 0);
        Assert.Contains("arp_ignore=0", (await Node.MonitorAsync()).Expect(OcfCode.DegradedPromoted).Error, StringComparison.Ordinal);
        await Node.DoAllAsync("demote");
        Node.Network.Set("arp_announce", 0);
        Assert.Contains("arp_announce=0", (await Node.MonitorAsync()).Expect(OcfCode.Degraded).Reason, StringComparison.Ordinal);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task A_service_in_the_kernel_of_a_node_that_does_not_direct_is_an_error_and_a_start_removes_it()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");

        Node.LeaveService();

        Assert.Equal(
            $"the kernel has the virtual service -t {PromotableNode.Vip}:5432, which no instance has on record",
            (await Node.MonitorAsync()).Expect(OcfCode.Failed).Reason);
        await Node.DoAllAsync("stop", "start");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task So_is_one_of_a_configuration_file_on_any_port_of_the_address()
    {
        await SetUpAsync();
        Node.Parameters.Remove("port");
        Node.Parameters["config"] = "/etc/lvsdr/lvsdr.json";
        await Node.DoAllAsync("start");

        Node.Put("table", Node.Got("new-table").Replace("C0000232:1538", "C0000233:1538", StringComparison.Ordinal));
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Node.Put("table", Node.Got("new-table").Replace(":1538", ":0050", StringComparison.Ordinal));

        Assert.Equal(
            $"the kernel has the virtual service -t {PromotableNode.Vip}:80, which no instance has on record",
            (await Node.MonitorAsync()).Expect(OcfCode.Failed).Reason);
    }

    [SkippableFact]
    public async Task Where_records_are_lost_a_probe_finds_the_service_and_stop_removes_it_with_both_addresses()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote");
        Node.Put("leaky", "");
        await Node.KillHostAsync();
        Node.LoseRecords();

        (await Node.DoAsync("monitor")).Expect(OcfCode.Failed);
        await Node.DoAllAsync("stop");

        Assert.Equal("", await Node.PlacesAsync());
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);
    }

    [SkippableFact]
    public async Task An_address_that_somebody_takes_off_the_interface_is_put_back_and_nothing_restarts()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote");
        Node.HasAnnounced($"{PromotableNode.Vip} eth0");

        await Node.Network.IpAsync($"addr del {PromotableNode.Vip}/24 dev eth0");
        (await Node.DoAsync("monitor")).Expect(OcfCode.FailedPromoted);

        Assert.Contains("somebody had removed it", (await Node.MonitorAsync()).Expect(OcfCode.DegradedPromoted).Reason, StringComparison.Ordinal);
        Node.HasAnnounced($"{PromotableNode.Vip} eth0", $"{PromotableNode.Vip} eth0");
        Assert.Equal("eth0/24 lo/32", await Node.PlacesAsync());
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
    }

    [SkippableFact]
    public async Task An_address_that_somebody_else_has_put_on_an_interface_is_refused_and_left_alone()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");
        await Node.Network.IpAsync($"addr add {PromotableNode.Vip}/24 dev eth0");

        Assert.Equal(
            $"{PromotableNode.Vip} is on eth0, although this instance is not promoted", (await Node.MonitorAsync()).Expect(OcfCode.Failed).Reason);
        await Node.DoAllAsync("stop");
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);
        Assert.Equal(
            $"{PromotableNode.Vip} is on eth0 of this node already, and this agent has not put it there",
            (await Node.DoAsync("start")).Expect(OcfCode.InvalidArguments).Reason);

        Assert.Equal("eth0/24", await Node.PlacesAsync());
    }

    [SkippableFact]
    public async Task A_promoted_instance_without_its_host_has_failed()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote");

        await Node.KillHostAsync();

        (await Node.MonitorAsync()).Expect(OcfCode.FailedPromoted);
        await Node.DoAllAsync("demote");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task The_promoted_instance_has_the_higher_score_and_a_probe_tells_the_cluster_again()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");
        Assert.Equal("--update=100", Node.Score);
        await Node.DoAllAsync("promote");
        Assert.Equal("--update=110", Node.Score);
        Node.Remove("attributes");

        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
        Assert.Equal("", Node.Score);
        (await Node.DoAsync("monitor")).Expect(OcfCode.Promoted);
        Assert.Equal("--update=110", Node.Score);

        await Node.DoAllAsync("demote");
        Assert.Equal("--update=100", Node.Score);
        await Node.DoAllAsync("stop");
        Assert.Equal("--delete", Node.Score);
    }

    [SkippableFact]
    public async Task What_the_cluster_could_not_be_told_it_is_told_by_the_next_monitor()
    {
        await SetUpAsync();
        Node.Program("crm_attribute", "exit 102");
        await Node.DoAllAsync("start");
        Assert.Equal("", Node.Score);

        Node.Program("crm_attribute", "echo \"$*\" >>\"$STUB/attributes\"");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);

        Assert.Equal("--update=100", Node.Score);
    }

    [SkippableFact]
    public async Task A_node_that_lacks_what_the_parameters_name_is_a_real_server_and_cannot_be_promoted()
    {
        await SetUpAsync();
        Node.Put("misses-script", "");

        await Node.DoAllAsync("start");

        Assert.Equal(("lo/32", "--update=-INFINITY"), (await Node.PlacesAsync(), Node.Score));
        Assert.Equal("this node cannot direct: /opt/list is not there.", (await Node.MonitorAsync()).Expect(OcfCode.Degraded).Reason);
        Node.Remove("misses-script");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("--update=100", Node.Score);
    }
}

using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Promotable;

public sealed class ParameterTests : PromotableTest
{
    private const string OtherVip = "192.0.2.51";

    [SkippableTheory]
    [InlineData("vip", "192.0.2.50/24", "vip=\"192.0.2.50/24\" should be an address without a netmask, for example 192.0.2.50.")]
    [InlineData("cidr_netmask", "33", "cidr_netmask=\"33\" should be a number from 1 to 32.")]
    [InlineData("cidr_netmask", "255.255.255.0", "cidr_netmask=\"255.255.255.0\" should be the length of a prefix, such as 24 (IPv6: 64).")]
    [InlineData("serve", "maybe", "serve=\"maybe\" should be true or false.")]
    [InlineData("nic", "eth 0", "nic=\"eth 0\" should be the name of a network interface such as eth0.")]
    [InlineData("port", "70000", "port=\"70000\" should be a whole number from 1 to 65535.")]
    public async Task What_cannot_be_right_anywhere_is_refused_by_name_and_nothing_is_changed(string name, string value, string reason)
    {
        await SetUpAsync();
        Node.Parameters[name] = value;

        Assert.Equal(reason, (await Node.DoAsync("validate-all")).Expect(OcfCode.NotConfigured).Reason);
        Assert.Equal(reason, (await Node.DoAsync("start")).Expect(OcfCode.NotConfigured).Reason);

        Assert.Equal("", await Node.PlacesAsync());
        await Node.DoAllAsync("stop");
    }

    [SkippableFact]
    public async Task A_changed_address_is_taken_in_both_roles()
    {
        await SetUpAsync();
        (await Node.DoAsync("reload-agent")).Expect(OcfCode.NotRunning);
        await Node.DoAllAsync("start");

        Node.Parameters["vip"] = OtherVip;
        await Node.DoAllAsync("reload-agent");
        Assert.Equal(("", "lo/32"), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));
        (await Node.MonitorAsync()).Expect(OcfCode.Success);

        await Node.DoAllAsync("promote");
        Node.HasAnnounced($"{OtherVip} eth0");
        Node.Parameters["vip"] = PromotableNode.Vip;
        await Node.DoAllAsync("reload-agent");
        Assert.Equal(("eth0/24 lo/32", ""), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));
        Node.HasAnnounced($"{OtherVip} eth0", $"{PromotableNode.Vip} eth0");
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
        Assert.Equal(1, Node.Got("calls").Split('\n').Count(call => call == "run"));
    }

    [SkippableFact]
    public async Task A_monitor_with_a_new_address_takes_it_and_one_that_waited_for_the_change_takes_nothing_back()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");

        Node.Parameters["vip"] = OtherVip;
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal(("", "lo/32"), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));

        Node.Parameters["vip"] = PromotableNode.Vip;
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal(("", "lo/32"), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));

        Node.Parameters["vip"] = OtherVip;
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Node.Parameters["vip"] = PromotableNode.Vip;
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal(("lo/32", ""), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));
    }

    [SkippableFact]
    public async Task A_monitor_with_other_parameters_of_a_real_server_takes_them_as_a_reload_would()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote", "demote");

        Node.Parameters["nic_lo"] = "lo:reads";
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Contains("192.0.2.50/32 lo:reads", await Node.Network.AddressesAsync(), StringComparison.Ordinal);

        Node.Parameters["serve"] = "false";
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("", await Node.PlacesAsync());
        Assert.Contains("--name lvsdr-serve-reads --update false", Node.Got("attributes"), StringComparison.Ordinal);

        Node.Parameters["serve"] = "true";
        Node.Parameters["sync_interface"] = "eth0";
        await Node.MonitorAsync();
        Assert.Equal("lo/32", await Node.PlacesAsync());
        Assert.Contains("--start-daemon backup --mcast-interface eth0", Node.Got("ipvsadm-calls"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Back_to_the_parameters_of_before_is_a_change_too()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");
        Node.Parameters["vip"] = OtherVip;
        await Node.DoAllAsync("reload-agent");
        Node.Parameters["vip"] = PromotableNode.Vip;

        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("lo/32", await Node.PlacesAsync(OtherVip));
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal(("lo/32", ""), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));
    }

    [SkippableFact]
    public async Task What_was_changed_before_a_promotion_is_taken_by_it()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");
        Node.Parameters["vip"] = OtherVip;
        Node.Put("services", $"-t {OtherVip}:5432\n");

        await Node.DoAllAsync("promote");

        Assert.Equal(("", "eth0/24 lo/32"), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
    }

    [SkippableFact]
    public async Task A_changed_prefix_and_label_are_given_to_the_address_that_is_there()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote");

        Node.Parameters["cidr_netmask"] = "28";
        Node.Parameters["nic_lo"] = "lo:reads";
        await Node.DoAllAsync("reload-agent");

        Assert.Equal("eth0/28 lo/32", await Node.PlacesAsync());
        Assert.Contains("192.0.2.50/32 lo:reads", await Node.Network.AddressesAsync(), StringComparison.Ordinal);
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
    }

    [SkippableTheory]
    [InlineData("port", "70000")]
    [InlineData("cidr_netmask", "x")]
    public async Task Of_changes_that_cannot_be_used_none_is_made_in_any_role(string name, string value)
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");
        Node.Parameters["vip"] = OtherVip;
        Node.Parameters[name] = value;

        var reload = (await Node.DoAsync("reload-agent")).Expect(OcfCode.Success);

        Assert.StartsWith($"{name}=\"{value}\"", reload.Reason, StringComparison.Ordinal);
        Assert.Equal(("lo/32", ""), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));
    }

    [SkippableFact]
    public async Task What_is_lacking_since_the_host_has_loaded_it_is_the_hosts_to_judge()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote");
        Node.Put("misses-script", "");
        Node.Parameters["vip"] = OtherVip;

        await Node.DoAllAsync("reload-agent");

        Assert.Equal("5432\n", Node.Got("reloaded"));
        Assert.Equal(("", "eth0/24 lo/32"), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
    }

    [SkippableFact]
    public async Task What_a_node_without_a_host_lacks_keeps_it_from_directing_and_not_from_taking_a_changed_address()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");
        Node.Put("misses-script", "");
        Node.Parameters["vip"] = OtherVip;

        await Node.DoAllAsync("reload-agent");

        Assert.Equal("--update=-INFINITY", Node.Score);
        Assert.Equal(("", "lo/32"), (await Node.PlacesAsync(), await Node.PlacesAsync(OtherVip)));
        Assert.Equal("this node cannot direct: /opt/list is not there.", (await Node.MonitorAsync()).Expect(OcfCode.Degraded).Reason);
    }

    [SkippableFact]
    public async Task With_parameters_that_the_host_rejects_the_address_stays_as_it_is_on_its_interface()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote");
        Node.Put("reload-rejects", "");
        Node.Parameters["cidr_netmask"] = "28";
        Node.Parameters["port"] = "70000";

        (await Node.DoAsync("reload-agent")).Expect(OcfCode.Success);

        // Its status and the monitor say so.
        Assert.Equal("70000\n", Node.Got("reloaded"));
        Assert.Equal("eth0/24 lo/32", await Node.PlacesAsync());
    }

    [SkippableFact]
    public async Task A_node_that_does_not_serve_directs_without_the_address_on_lo_and_the_cluster_knows()
    {
        await SetUpAsync();
        Node.Parameters["serve"] = "false";

        await Node.DoAllAsync("start");
        Assert.Equal(("", (0, 0)), (await Node.PlacesAsync(), Node.Network.ArpSettings));
        Assert.Contains("--name lvsdr-serve-reads --update false", Node.Got("attributes"), StringComparison.Ordinal);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        await Node.DoAllAsync("promote");
        Assert.Equal("eth0/24", await Node.PlacesAsync());
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);

        Node.Parameters["serve"] = "true";
        await Node.DoAllAsync("reload-agent");
        Assert.Equal("eth0/24 lo/32", await Node.PlacesAsync());
        Assert.Contains("--name lvsdr-serve-reads --delete", Node.Got("attributes"), StringComparison.Ordinal);
        Node.Parameters["serve"] = "false";
        await Node.DoAllAsync("reload-agent", "demote");
        Assert.Equal(("", (0, 0)), (await Node.PlacesAsync(), Node.Network.ArpSettings));
        await Node.DoAllAsync("stop");
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);
    }

    [SkippableFact]
    public async Task Where_the_host_is_not_installed_the_node_is_a_real_server_alone()
    {
        await SetUpAsync();
        Node.RemoveHost();

        await Node.DoAllAsync("start");

        Assert.Equal(("lo/32", "--update=-INFINITY"), (await Node.PlacesAsync(), Node.Score));
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        (await Node.DoAsync("promote")).Expect(OcfCode.NotInstalled);
        await Node.DoAllAsync("stop");
    }
}

using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Promotable;

public sealed class RoleTests : PromotableTest
{
    [SkippableTheory]
    [InlineData(PromotableNode.Vip, "lo/32", "eth0/24 lo/32")]
    [InlineData(PromotableNode.Vip6, "lo/128", "eth0/64 lo/128")]
    public async Task The_address_is_on_lo_in_every_role_and_on_the_interface_of_its_subnet_in_one(string vip, string unpromoted, string promoted)
    {
        await SetUpAsync();
        Node.Parameters["vip"] = vip;
        var before = await Node.Network.EverythingAsync();
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);

        await Node.DoAllAsync("start");
        Assert.Equal((unpromoted, ""), (await Node.PlacesAsync(vip), Node.Got("announced")));
        (await Node.DoAsync("monitor")).Expect(OcfCode.Success);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);

        await Node.DoAllAsync("promote");
        Assert.Equal(promoted, await Node.PlacesAsync(vip));
        Node.HasAnnounced($"{vip} eth0");
        (await Node.DoAsync("monitor")).Expect(OcfCode.Promoted);
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);

        await Node.DoAllAsync("demote");
        Assert.Equal(unpromoted, await Node.PlacesAsync(vip));
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        await Node.DoAllAsync("promote", "stop");
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);
        Assert.Equal(before, await Node.Network.EverythingAsync());
        Assert.DoesNotContain("5432", Node.Got("table"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_address_of_IPv6_is_never_looked_for_elsewhere_nor_a_sender_on_lo_or_on_the_interface()
    {
        await SetUpAsync();
        Node.Parameters["vip"] = PromotableNode.Vip6;

        await Node.DoAllAsync("start", "promote");

        foreach (var device in new[] { "lo", "eth0" })
        {
            var shown = await Node.Network.IpAsync($"-o -6 addr show dev {device} to {PromotableNode.Vip6}");
            Assert.Contains(" nodad ", shown, StringComparison.Ordinal);
            Assert.Contains(" preferred_lft 0sec", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("tentative", shown, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task Every_action_may_be_done_again()
    {
        await SetUpAsync();

        await Node.DoAllAsync("stop", "start", "start", "demote", "promote", "promote", "start");
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
        await Node.DoAllAsync("demote", "demote", "stop", "stop");
        (await Node.DoAsync("demote")).Expect(OcfCode.NotRunning);
        (await Node.DoAsync("promote")).Expect(OcfCode.NotRunning);
    }

    [SkippableTheory]
    [InlineData(null, null, "eth0/24")]
    [InlineData("eth0", null, "eth0/24")]
    [InlineData(null, "28", "eth0/28")]
    [InlineData("wide0", "16", "wide0/16")]
    [InlineData("wide0", null, "wide0/32")]
    public async Task Interface_and_prefix_are_those_that_are_named_or_those_of_the_smallest_subnet(string? nic, string? prefix, string place)
    {
        await SetUpAsync();
        await Node.Network.IpAsync("link add wide0 type veth peer name wide1");
        await Node.Network.IpAsync("link set wide0 up");
        await Node.Network.IpAsync("link set wide1 up");
        await Node.Network.IpAsync(nic is not null && prefix is null ? "addr add 198.51.100.1/24 dev wide0" : "addr add 192.0.1.1/16 dev wide0");
        Name("nic", nic);
        Name("cidr_netmask", prefix);

        await Node.DoAllAsync("start", "promote");

        Assert.Equal(new[] { place, "lo/32" }.Order(StringComparer.Ordinal), (await Node.PlacesAsync()).Split(' '));
    }

    [SkippableFact]
    public async Task Where_no_subnet_has_the_address_nothing_is_promoted_and_the_reason_says_what_to_name()
    {
        await SetUpAsync();
        Node.Parameters["vip"] = "198.51.100.7";
        await Node.DoAllAsync("start");

        var promote = (await Node.DoAsync("promote")).Expect(OcfCode.Failed);

        Assert.Equal("198.51.100.7 is in the subnet of no network interface; nic and cidr_netmask say where it belongs", promote.Reason);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task The_host_has_answered_before_the_address_comes()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");
        Node.Put("answer", "1 the list is not known");

        Assert.Equal("the list is not known", (await Node.DoAsync("promote")).Expect(OcfCode.Failed).Reason);

        Assert.Equal("lo/32", await Node.PlacesAsync());
        (await Node.DoAsync("monitor")).Expect(OcfCode.FailedPromoted);
        await Node.DoAllAsync("demote");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task A_promote_that_is_killed_leaves_nothing_that_stop_does_not_end()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start");
        Node.Put("stuck", "");
        var promote = Node.DoAsync("promote");
        await Eventually.HoldsAsync(() => Node.Got("calls").EndsWith("run\n", StringComparison.Ordinal), "the host should have been started.");

        await Node.DoAllAsync("stop");

        Assert.NotEqual(OcfCode.Success, (await promote).ExitCode);
        Node.Remove("stuck");
        Assert.Equal("", await Node.PlacesAsync());
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);
    }

    [SkippableFact]
    public async Task Demote_takes_the_address_off_first_and_fails_while_it_cannot()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote");
        Node.Program("ip", "case \"$*\" in *' del '*) echo 'no way' >&2; exit 2;; esac\nexec /usr/sbin/ip \"$@\"");

        Assert.Equal($"{PromotableNode.Vip} cannot be removed from eth0: no way", (await Node.DoAsync("demote")).Expect(OcfCode.Failed).Reason);

        // As long as packets come for it the table is full.
        Assert.Contains("TCP", Node.Got("table"), StringComparison.Ordinal);
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
        Node.Program("ip", "exec /usr/sbin/ip \"$@\"");
        await Node.DoAllAsync("demote");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task Demote_fails_while_the_kernel_keeps_the_service()
    {
        await SetUpAsync();
        await Node.DoAllAsync("start", "promote");
        Node.Put("leaky", "");
        Node.Put("ipvsadm-fails", "");
        Node.Put("remove-fails", "");

        Assert.StartsWith($"the virtual service -t {PromotableNode.Vip}:5432", (await Node.DoAsync("demote")).Expect(OcfCode.Failed).Reason, StringComparison.Ordinal);

        Assert.Equal("lo/32", await Node.PlacesAsync());
        Node.Remove("remove-fails");
        await Node.DoAllAsync("demote");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    private void Name(string parameter, string? value)
    {
        if (value is not null)
        {
            Node.Parameters[parameter] = value;
        }
    }
}

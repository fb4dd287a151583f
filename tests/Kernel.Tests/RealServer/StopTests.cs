using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.RealServer;

public sealed class StopTests : RealServerTest
{
    [SkippableFact]
    public async Task Stopping_twice_and_stopping_nothing_succeed()
    {
        await SetUpAsync();
        foreach (var vip in new[] { RealServerNode.Vip, RealServerNode.Vip6 })
        {
            (await Node.DoAsync("stop", vip)).Expect(OcfCode.Success);
            var before = await Node.EverythingAsync();
            (await Node.DoAsync("start", vip)).Expect(OcfCode.Success);
            Assert.NotEqual(before, await Node.EverythingAsync());

            (await Node.DoAsync("stop", vip)).Expect(OcfCode.Success);
            (await Node.DoAsync("stop", vip)).Expect(OcfCode.Success);

            Assert.Equal(before, await Node.EverythingAsync());
            (await Node.DoAsync("monitor", vip)).Expect(OcfCode.NotRunning);
        }
    }

    [SkippableFact]
    public async Task Addresses_and_routes_of_others_are_never_touched()
    {
        await SetUpAsync();
        string[] others =
        [
            "addr add 192.0.2.5/32 dev lo", "addr add 192.0.2.50/25 dev lo", "addr add 203.0.113.1/24 dev lo label lo:0",
            "addr add 192.0.2.50/24 dev eth0", "-6 addr add 2001:db8::5/128 dev lo", "-6 addr add 2001:db8::50/64 dev eth0 nodad",
            "route add local 203.0.113.128/25 dev lo", "-6 route add local 2001:db8:1::/64 dev lo", "route add 198.51.100.0/24 via 192.0.2.2",
        ];
        foreach (var other in others)
        {
            await Node.IpAsync(other);
        }

        var before = await Node.EverythingAsync();
        foreach (var vip in new[] { RealServerNode.Vip, RealServerNode.Vip6 })
        {
            (await Node.DoAsync("start", vip)).Expect(OcfCode.Success);
            var during = (await Node.EverythingAsync()).Split('\n');
            Assert.Empty(before.Split('\n').Except(during));
            (await Node.DoAsync("stop", vip)).Expect(OcfCode.Success);
        }

        Assert.Equal(before, await Node.EverythingAsync());
    }

    [SkippableFact]
    public async Task The_last_IPv4_address_to_leave_puts_the_settings_back()
    {
        await SetUpAsync();
        Node.Set("arp_announce", 1);
        (await Node.DoAsync("start", "198.51.100.1", "one")).Expect(OcfCode.Success);
        (await Node.DoAsync("start", "198.51.100.2", "two")).Expect(OcfCode.Success);
        (await Node.DoAsync("start", RealServerNode.Vip6, "six")).Expect(OcfCode.Success);

        (await Node.DoAsync("stop", "198.51.100.1", "one")).Expect(OcfCode.Success);
        Assert.Equal((1, 2), Node.ArpSettings);
        (await Node.MonitorAsync("198.51.100.2", "two")).Expect(OcfCode.Success);

        (await Node.DoAsync("stop", "198.51.100.2", "two")).Expect(OcfCode.Success);
        Assert.Equal((0, 1), Node.ArpSettings);
        (await Node.MonitorAsync(RealServerNode.Vip6, "six")).Expect(OcfCode.Success);
    }

    [SkippableTheory]
    [InlineData("203.0.113.7/32", true)]
    [InlineData("2001:db8::7/128", true)]
    [InlineData("203.0.113.7/24", false)]
    [InlineData("127.0.0.2/32", false)]
    public async Task The_settings_stay_while_somebody_else_has_a_virtual_address_on_lo(string other, bool stay)
    {
        await SetUpAsync();
        await Node.IpAsync($"addr add {other} dev lo");
        (await Node.DoAsync("start", "198.51.100.1", "one")).Expect(OcfCode.Success);
        (await Node.DoAsync("start", "2001:DB8:0::50", "six")).Expect(OcfCode.Success);

        (await Node.DoAsync("stop", "198.51.100.1", "one")).Expect(OcfCode.Success);

        Assert.Equal(stay ? (1, 2) : (0, 0), Node.ArpSettings);
        await Node.IpAsync($"addr del {other} dev lo");
        (await Node.DoAsync("start", "198.51.100.1", "one")).Expect(OcfCode.Success);
        (await Node.DoAsync("stop", "198.51.100.1", "one")).Expect(OcfCode.Success);
        Assert.Equal((0, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task A_setting_that_is_not_ours_any_more_stays()
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        Node.Set("arp_ignore", 2);

        (await Node.DoAsync("stop")).Expect(OcfCode.Success);

        Assert.Equal((2, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task Settings_that_were_right_before_stay_right()
    {
        await SetUpAsync();
        Node.Set("arp_ignore", 1);
        Node.Set("arp_announce", 2);
        (await Node.DoAsync("start")).Expect(OcfCode.Success);

        (await Node.DoAsync("stop")).Expect(OcfCode.Success);

        Assert.Equal((1, 2), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task What_was_started_is_removed_whatever_the_parameters_say_now()
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);

        (await Node.DoAsync("stop", vip: "nonsense", label: "nonsense")).Expect(OcfCode.Success);

        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);
        Assert.Equal((0, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task An_address_without_a_record_of_its_start_is_removed()
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        Directory.Delete(Path.Combine(Node.Run, "lvs-real-server"), recursive: true);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);

        (await Node.DoAsync("stop")).Expect(OcfCode.Success);

        Assert.DoesNotContain("192.0.2.50", await Node.AddressesAsync(), StringComparison.Ordinal);
    }
}

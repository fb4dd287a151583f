using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.RealServer;

public sealed class MonitorTests : RealServerTest
{
    [SkippableFact]
    public async Task Before_the_first_start_it_is_stopped_and_nothing_is_created()
    {
        await SetUpAsync();

        var probe = (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);

        Assert.Equal(("", ""), (probe.Output, probe.Error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Node.Run));
    }

    [SkippableFact]
    public async Task An_address_that_only_looks_like_it_is_not_it()
    {
        await SetUpAsync();
        string[] others = ["10.0.0.10/32", "110.0.0.1/32", "10.0.0.1/24", "fd00::10/128", "fd00::1:1/128"];
        foreach (var other in others)
        {
            await Node.IpAsync($"addr add {other} dev lo");
        }

        var before = await Node.AddressesAsync();
        foreach (var vip in new[] { "10.0.0.1", "fd00::1" })
        {
            (await Node.DoAsync("monitor", vip)).Expect(OcfCode.NotRunning);
            (await Node.DoAsync("start", vip)).Expect(OcfCode.Success);
            Assert.NotEqual(before, await Node.AddressesAsync());
            (await Node.DoAsync("stop", vip)).Expect(OcfCode.Success);
            Assert.Equal(before, await Node.AddressesAsync());
        }
    }

    [SkippableFact]
    public async Task An_IPv6_address_is_the_same_in_every_spelling()
    {
        await SetUpAsync();
        (await Node.DoAsync("start", RealServerNode.Vip6)).Expect(OcfCode.Success);

        (await Node.MonitorAsync("2001:0DB8:0:0:0:0:0:50")).Expect(OcfCode.Success);
        (await Node.MonitorAsync("2001:db8::0.0.0.80")).Expect(OcfCode.Success);
        (await Node.DoAsync("stop", "2001:DB8:0::0:50")).Expect(OcfCode.Success);

        (await Node.DoAsync("monitor", RealServerNode.Vip6)).Expect(OcfCode.NotRunning);
    }

    [SkippableFact]
    public async Task An_address_that_somebody_removed_is_missed_and_start_brings_it_back()
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        await Node.IpAsync("addr del 192.0.2.50/32 dev lo");

        var monitor = (await Node.MonitorAsync()).Expect(OcfCode.NotRunning);
        Assert.Equal("192.0.2.50 is on no interface that is up: somebody has removed it from lo", monitor.Reason);

        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task An_address_on_another_interface_that_is_up_will_do_once_started()
    {
        await SetUpAsync();
        await Node.IpAsync("addr add 192.0.2.50/24 dev eth0");
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);
        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        await Node.IpAsync("addr del 192.0.2.50/32 dev lo");

        (await Node.MonitorAsync()).Expect(OcfCode.Success);

        await Node.IpAsync("link set eth0 down");
        (await Node.MonitorAsync()).Expect(OcfCode.NotRunning);
    }

    [SkippableTheory]
    [InlineData("arp_ignore", 0)]
    [InlineData("arp_announce", 1)]
    public async Task A_setting_that_somebody_changed_is_set_again_and_shown_once(string name, int value)
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        Node.Set(name, value);

        var first = (await Node.MonitorAsync()).Expect(OcfCode.Degraded);
        Assert.Equal($"net.ipv4.conf.all had {name}={value}, set again now: something else changes it", first.Reason);
        Assert.Equal((1, 2), Node.ArpSettings);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);

        (await Node.DoAsync("stop")).Expect(OcfCode.Success);
        Assert.Equal((0, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task A_probe_sets_them_again_as_well_and_never_calls_a_started_one_failed()
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        Node.Set("arp_ignore", 0);

        var probe = (await Node.DoAsync("monitor")).Expect(OcfCode.Success);

        Assert.Equal("net.ipv4.conf.all had arp_ignore=0, set again now: something else changes it\n", probe.Error);
        Assert.Equal((1, 2), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task A_probe_of_what_was_never_started_changes_nothing()
    {
        await SetUpAsync();
        await Node.IpAsync("addr add 192.0.2.50/32 dev lo");

        var probe = (await Node.DoAsync("monitor")).Expect(OcfCode.Failed);

        Assert.Equal("net.ipv4.conf.all has arp_ignore=0 and arp_announce=0, so this node may answer ARP for 192.0.2.50", probe.Reason);
        Assert.Equal((0, 0), Node.ArpSettings);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Node.Run));
    }

    [SkippableFact]
    public async Task It_calls_ip_once_and_no_other_program()
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        var calls = Path.Combine(Node.Run, "calls");
        foreach (var name in new[] { "ip", "cat", "flock", "mkdir", "rm" })
        {
            var file = Path.Combine(Node.Programs, name);
            await File.WriteAllTextAsync(file, $"#!/bin/sh\necho {name} >>{calls}\nPATH=${{PATH#{Node.Programs}:}}\nexec {name} \"$@\"\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("ip\n", await File.ReadAllTextAsync(calls));

        (await Node.DoAsync("stop")).Expect(OcfCode.Success);
        Assert.Contains("flock\n", await File.ReadAllTextAsync(calls), StringComparison.Ordinal);
    }
}

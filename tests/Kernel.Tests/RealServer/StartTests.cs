using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.RealServer;

public sealed class StartTests : RealServerTest
{
    [SkippableFact]
    public async Task Each_address_comes_to_lo_alone_in_its_prefix_with_its_label()
    {
        await SetUpAsync();
        (string Vip, string? Label, string Expected)[] instances =
        [
            ("198.51.100.1", null, "198.51.100.1/32 lo:0"), ("198.51.100.2", "lo:0", "198.51.100.2/32 lo:0"),
            ("198.51.100.3", "lo:db", "198.51.100.3/32 lo:db"), ("198.51.100.4", "lo", "198.51.100.4/32 lo"),
            (RealServerNode.Vip6, "lo:0", "2001:db8::50/128"),
        ];

        foreach (var (vip, label, _) in instances)
        {
            (await Node.DoAsync("start", vip, instance: vip, label)).Expect(OcfCode.Success);
            (await Node.MonitorAsync(vip, instance: vip)).Expect(OcfCode.Success);
        }

        var expected = instances.Select(instance => instance.Expected).Append("127.0.0.1/8 lo").Append("::1/128");
        Assert.Equal(Ipvsadm.Sorted(expected), await Node.AddressesAsync());
    }

    [SkippableFact]
    public async Task An_IPv6_address_is_never_preferred_and_needs_no_ARP_setting()
    {
        await SetUpAsync();

        (await Node.DoAsync("start", RealServerNode.Vip6)).Expect(OcfCode.Success);

        Assert.Contains("preferred_lft 0sec", await Node.IpAsync($"-o addr show to {RealServerNode.Vip6}"), StringComparison.Ordinal);
        Assert.Equal((0, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task ARP_settings_are_in_force_before_the_address_comes()
    {
        await SetUpAsync();
        var seen = Path.Combine(Node.Run, "seen");
        await PutProgramAsync(
            "ip",
            $"case $2 in add) cat /proc/sys/net/ipv4/conf/all/arp_ignore /proc/sys/net/ipv4/conf/all/arp_announce >{seen} ;; esac\n"
            + $"PATH=${{PATH#{Node.Programs}:}}\nexec ip \"$@\"\n");

        (await Node.DoAsync("start")).Expect(OcfCode.Success);

        Assert.Equal("1\n2\n", await File.ReadAllTextAsync(seen));
    }

    [SkippableFact]
    public async Task A_setting_that_is_stricter_stays()
    {
        await SetUpAsync();
        foreach (var ignore in new[] { 2, 8 })
        {
            Node.Set("arp_ignore", ignore);

            (await Node.DoAsync("start")).Expect(OcfCode.Success);

            Assert.Equal((ignore, 2), Node.ArpSettings);
            (await Node.MonitorAsync()).Expect(OcfCode.Success);
            (await Node.DoAsync("stop")).Expect(OcfCode.Success);
            Assert.Equal((ignore, 0), Node.ArpSettings);
        }
    }

    [SkippableFact]
    public async Task Starting_what_runs_changes_nothing()
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);
        var before = await Node.EverythingAsync();

        (await Node.DoAsync("start", label: "lo:other")).Expect(OcfCode.Success);

        Assert.Equal(before, await Node.EverythingAsync());
    }

    [SkippableFact]
    public async Task Instances_that_start_and_stop_at_the_same_time_do_not_disturb_each_other()
    {
        await SetUpAsync();
        var numbers = Enumerable.Range(1, 5).ToList();

        var starts = await Task.WhenAll(numbers.Select(number => Node.DoAsync("start", $"198.51.100.{number}", $"vip{number}")));
        Assert.All(starts, start => start.Expect(OcfCode.Success));
        Assert.Equal(
            Ipvsadm.Sorted(numbers.Select(number => $"198.51.100.{number}/32 lo:0").Append("127.0.0.1/8 lo").Append("::1/128")),
            await Node.AddressesAsync());
        Assert.Equal((1, 2), Node.ArpSettings);

        var stops = await Task.WhenAll(numbers.Select(number => Node.DoAsync("stop", $"198.51.100.{number}", $"vip{number}")));
        Assert.All(stops, stop => stop.Expect(OcfCode.Success));
        Assert.Equal(Ipvsadm.Sorted(["127.0.0.1/8 lo", "::1/128"]), await Node.AddressesAsync());
        Assert.Equal((0, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task Start_waits_while_another_instance_changes_something()
    {
        await SetUpAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Node.Run, "lvs-real-server")).FullName;
        var file = Path.Combine(folder, "lock");
        Task<CommandResult> start;
        // .NET locks a file that is not shared with flock(2), as the agent does.
        using (new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            var inode = (await Shell.RunAsync("stat", "--format=%i", file)).Expect(0).Output.Trim();
            start = Node.DoAsync("start");
            await Eventually.MeetsAsync(
                locks => locks.Split('\n').Any(line =>
                    line.Contains("-> FLOCK", StringComparison.Ordinal) && line.Contains($":{inode} ", StringComparison.Ordinal)),
                () => File.ReadAllTextAsync("/proc/locks"),
                $"somebody should wait for the lock on inode {inode}.",
                TimeSpan.FromSeconds(15));
            Assert.Equal((0, 0), Node.ArpSettings);
        }

        (await start).Expect(OcfCode.Success);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task Wrong_parameters_touch_nothing_and_stop_succeeds_after_them()
    {
        await SetUpAsync();
        var before = await Node.EverythingAsync();

        foreach (var wrong in new[] { "", "::1", "192.0.2.50/24" })
        {
            (await Node.DoAsync("start", wrong)).Expect(6);
            (await Node.DoAsync("monitor", wrong)).Expect(OcfCode.NotRunning);
            (await Node.DoAsync("stop", wrong)).Expect(OcfCode.Success);
        }

        Assert.Equal(before, await Node.EverythingAsync());
        Assert.Equal((0, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task An_address_that_ip_refuses_is_reported_in_its_words()
    {
        await SetUpAsync();
        await PutProgramAsync(
            "ip", $"case $2 in add) echo no such luck >&2; exit 2 ;; esac\nPATH=${{PATH#{Node.Programs}:}}\nexec ip \"$@\"\n");

        var start = (await Node.DoAsync("start")).Expect(OcfCode.Failed);

        Assert.Equal("192.0.2.50 is not usable on lo: no such luck", start.Reason);
        (await Node.DoAsync("stop")).Expect(OcfCode.Success);
        Assert.Equal((0, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task Where_lo_is_down_start_says_so()
    {
        await SetUpAsync();
        await Node.IpAsync("link set lo down");

        Assert.Equal("192.0.2.50 is not usable on lo: lo is down", (await Node.DoAsync("start")).Expect(OcfCode.Failed).Reason);

        (await Node.DoAsync("stop")).Expect(OcfCode.Success);
        Assert.DoesNotContain("192.0.2.50", await Node.AddressesAsync(), StringComparison.Ordinal);
    }

    private async Task PutProgramAsync(string name, string script)
    {
        var file = Path.Combine(Node.Programs, name);
        await File.WriteAllTextAsync(file, "#!/bin/sh\n" + script);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

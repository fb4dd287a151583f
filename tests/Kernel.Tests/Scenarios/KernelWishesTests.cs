using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>What of IPVS is there once for all services is kept as it is asked for, and given back.</summary>
public sealed class KernelWishesTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string ReuseMode = "/proc/sys/net/ipv4/vs/conn_reuse_mode";

    [SkippableFact]
    public async Task Time_outs_and_settings_are_as_asked_for_and_what_they_were_after_the_stop()
    {
        Laboratory.SkipOutside();
        var timeouts = await TimeoutsAsync();
        var reuse = await ReuseAsync();
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["ipvs_timeouts"] = "7200 0 60";
        agent.Parameters["ipvs_sysctls"] = "conn_reuse_mode=0";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        var asked = $"7200 {timeouts.Split(' ')[1]} 60";
        Assert.Equal((asked, "0"), (await TimeoutsAsync(), await ReuseAsync()));

        (await Shell.RunAsync("ipvsadm", "--set", "10", "0", "30")).Expect(0);
        await Eventually.EqualAsync(asked, TimeoutsAsync, "what somebody has changed should have been put right.", Patience);

        agent.Parameters.Remove("ipvs_sysctls");
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        Assert.Equal(reuse, await ReuseAsync());
        (await agent.StopAsync()).Expect(OcfCode.Success);
        Assert.Equal((timeouts, reuse), (await TimeoutsAsync(), await ReuseAsync()));
    }

    [SkippableFact]
    public async Task The_daemon_of_synchronisation_runs_while_an_instance_wants_it_and_is_started_anew_when_it_was_stopped()
    {
        var first = NewAgent();
        var second = NewAgent("web", Laboratory.OtherVip);
        foreach (var agent in new[] { first, second })
        {
            agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
            agent.Parameters["sync_interface"] = "eth0";
            agent.Parameters["sync_id"] = "7";
            (await agent.StartAsync()).Expect(OcfCode.Success);
        }

        Assert.Contains("master sync daemon (mcast=eth0, syncid=7", await DaemonsAsync(), StringComparison.Ordinal);
        (await Shell.RunAsync("ipvsadm", "--stop-daemon", "master")).Expect(0);
        await Eventually.MeetsAsync(
            daemons => daemons.Contains("master sync daemon (mcast=eth0, syncid=7", StringComparison.Ordinal), DaemonsAsync, "it should run again.", Patience);

        (await first.StopAsync()).Expect(OcfCode.Success);
        Assert.Contains("master", await DaemonsAsync(), StringComparison.Ordinal);
        (await second.StopAsync()).Expect(OcfCode.Success);
        Assert.DoesNotContain("master", await DaemonsAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_a_host_that_died_has_changed_is_given_back_by_stop()
    {
        Laboratory.SkipOutside();
        var timeouts = await TimeoutsAsync();
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["restart_limit"] = "0";
        agent.Parameters["ipvs_timeouts"] = "7200 0 60";
        agent.Parameters["sync_interface"] = "eth0";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        Assert.Contains("master", await DaemonsAsync(), StringComparison.Ordinal);

        await agent.SignalAsync("KILL");
        await MonitorBecomesAsync(agent, OcfCode.Failed);
        (await agent.StopAsync()).Expect(OcfCode.Success);

        Assert.Equal(timeouts, await TimeoutsAsync());
        Assert.DoesNotContain("master", await DaemonsAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_interface_that_is_not_there_is_said_and_keeps_nothing_else_from_working()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["sync_interface"] = "eth9";
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await MonitorBecomesAsync(agent, OcfCode.Degraded, "there is no such network interface");
        await TableIsAsync(Table((1, 1)));
    }

    // "Timeout (tcp tcpfin udp): 900 120 300"
    private static async Task<string> TimeoutsAsync() =>
        (await Shell.RunAsync("ipvsadm", "-L", "--timeout")).Expect(0).Output.Split(':')[1].Trim();

    private static async Task<string> DaemonsAsync() => (await Shell.RunAsync("ipvsadm", "-L", "--daemon")).Expect(0).Output;

    private static async Task<string> ReuseAsync() => (await File.ReadAllTextAsync(ReuseMode)).Trim();
}

using System.Diagnostics;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class HostLifeTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableTheory]
    [InlineData("KILL", "signal 9")]
    [InlineData("STOP", "hung")]
    public async Task A_host_that_dies_or_hangs_is_started_anew_and_no_connection_notices(string signal, string said)
    {
        var (agent, _) = await StartCheckedAsync();
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        var host = agent.HostId;

        await agent.SignalAsync(signal);
        // A host that hangs is killed after 15 s without a heartbeat and three looks, 2 s apart.
        await MonitorBecomesAsync(agent, OcfCode.Degraded, said, within: 2 * Patience);

        await Eventually.MeetsAsync(id => id != 0 && id != host, () => Task.FromResult(agent.HostId), "another host should run.", Patience);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "restarted after");
        await TableIsAsync(Table((1, 1), (2, 1), (3, 1)));
        Assert.True(await first.IsAliveAsync());
        Assert.True(await second.IsAliveAsync());
    }

    [SkippableFact]
    public async Task A_host_that_dies_more_often_than_restart_limit_is_Pacemakers_to_judge_and_its_table_stays()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["restart_limit"] = "1";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        using var held = await Laboratory.HoldAsync();

        await agent.SignalAsync("KILL");
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "restarted after");
        await agent.SignalAsync("KILL");

        await MonitorBecomesAsync(agent, OcfCode.Failed, "restart_limit");
        await TableIsAsync(Table((1, 1)));
        Assert.True(await held.IsAliveAsync());
        (await agent.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync("");
    }

    [SkippableFact]
    public async Task Ten_kills_at_any_moment_cut_no_connection_leave_the_table_right_and_are_told()
    {
        var (agent, _) = await StartCheckedAsync();
        using var log = new SystemLog();
        agent.Parameters["restart_limit"] = "100";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        List<HeldConnection> held = [];
        for (var number = 0; number < 6; number++)
        {
            held.Add(await Laboratory.HoldAsync());
        }

        for (var kill = 0; kill < 10; kill++)
        {
            var host = agent.HostId;
            // Some die while they start, some in the middle of their work.
            await Eventually.HoldsAsync(() => agent.HostIsStarting(kill), "the host should have come so far.", Patience);
            await agent.SignalAsync("KILL");
            await Eventually.MeetsAsync(id => id != 0 && id != host, () => Task.FromResult(agent.HostId), "another host should run.", Patience);
        }

        await MonitorBecomesAsync(agent, OcfCode.Degraded, "restarted after");
        await TableBecomesAsync(Table((1, 1), (2, 1), (3, 1)), Patience);
        await Eventually.EqualAsync(
            10,
            () => Task.FromResult(log.Lines.Count(line => line.Contains("lvsdr: db: ", StringComparison.Ordinal) && line.Contains("signal 9", StringComparison.Ordinal))),
            "the system's log should tell of each kill.",
            Patience);
        foreach (var connection in held)
        {
            Assert.True(await connection.IsAliveAsync());
            connection.Dispose();
        }
    }

    [SkippableFact]
    public async Task An_upgrade_under_a_running_host_cuts_nothing_and_restart_adopt_puts_the_new_one_over_the_table()
    {
        // Plugins are trusted where nobody else can write, which is not so in a temporary folder.
        const string Upgraded = "/run/lvsdr-upgraded";
        var library = Path.Combine(Upgraded, "lvsdr");
        (await InstallAsync(library)).Expect(0);
        var agent = NewAgent();
        agent.Host = Path.Combine(library, "lvsdr");
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        (await agent.StartAsync()).Expect(OcfCode.Success);
        using var held = await Laboratory.HoldAsync();
        var host = agent.HostId;

        (await InstallAsync(library)).Expect(0);

        agent.Parameters["weight_of_realservers"] += " " + Laboratory.Address(2);
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)));
        Assert.Equal(host, agent.HostId);
        (await agent.RestartAsync()).Expect(0);
        Assert.NotEqual(host, agent.HostId);
        Assert.Equal(agent.Host, new FileInfo($"/proc/{agent.HostId}/exe").ResolveLinkTarget(returnFinalTarget: false)!.FullName);
        // It counts as no failure.
        (await agent.MonitorAsync()).Expect(OcfCode.Success);
        await TableIsAsync(Table((1, 1), (2, 1)));
        Assert.True(await held.IsAliveAsync());
        (await agent.StopAsync()).Expect(OcfCode.Success);
        Directory.Delete(Upgraded, recursive: true);

        // As a package does it: other files of the same names, and the old ones are gone.
        static Task<CommandResult> InstallAsync(string library) => Shell.RunAsync(
            "sh", "-ec", """
            mkdir -p "${1%/*}" && cp -a "$2" "$1.new"
            [ ! -e "$1" ] || mv "$1" "$1.old"
            mv "$1.new" "$1" && rm -rf "$1.old"
            """, "install", library, Path.Combine(Laboratory.Installed, "usr/lib/lvsdr"));
    }

    [SkippableFact]
    public async Task A_host_that_starts_while_its_source_fails_keeps_the_table_that_it_finds()
    {
        var (agent, list) = await StartListedAsync(1, 2);
        await agent.KillAsync();

        list.Behave("exit 1");
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await list.HasRunAsync(times: 2, Patience);
        await TableIsAsync(Table((1, 1), (2, 1)));
        await MonitorBecomesAsync(agent, OcfCode.Degraded);
    }

    [SkippableFact]
    public async Task Stop_removes_the_service_and_may_be_repeated()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));
        var host = agent.HostId;

        (await agent.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync("");
        Assert.False(Directory.Exists($"/proc/{host}"));
        (await agent.MonitorAsync()).Expect(OcfCode.NotRunning);

        (await agent.StopAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task Stop_of_a_killed_host_removes_its_service()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));
        await agent.KillAsync();

        (await agent.StopAsync()).Expect(OcfCode.Success);

        await TableIsAsync("");
    }

    [SkippableFact]
    public async Task Stop_of_a_hung_host_kills_it_and_removes_its_service_in_reasonable_time()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));
        var host = agent.HostId;
        await agent.SignalAsync("STOP");
        var watch = Stopwatch.StartNew();

        (await agent.StopAsync()).Expect(OcfCode.Success);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await TableIsAsync("");
        Assert.False(Directory.Exists($"/proc/{host}"));
    }

    [SkippableFact]
    public async Task Stop_works_with_the_host_missing_and_with_parameters_that_are_wrong()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));
        await agent.KillAsync();
        agent.Host = "/nonexistent";
        agent.Parameters["port"] = "none";
        agent.Parameters.Remove("vip");

        (await agent.StopAsync()).Expect(OcfCode.Success);

        await TableIsAsync("");
    }

    [SkippableFact]
    public async Task Two_instances_run_side_by_side_and_stop_alone()
    {
        var first = await StartStaticAsync($"{Laboratory.Address(1)},2");
        var second = NewAgent("web", Laboratory.OtherVip);
        second.Parameters["weight_of_realservers"] = $"{Laboratory.Address(3)},5";
        (await second.StartAsync()).Expect(OcfCode.Success);

        var other = TableOf(Laboratory.OtherVip, "rr", (3, 5));
        await TableIsAsync(Ipvsadm.Sorted(Table((1, 2)).Split('\n').Concat(other.Split('\n'))));
        Assert.Equal(["rs1"], await Laboratory.ConnectAsync(times: 1));
        Assert.Equal(["rs3"], await Laboratory.ConnectAsync(times: 1, Laboratory.OtherVip));

        (await first.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync(other);
        (await second.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task Starting_what_runs_succeeds_and_changes_nothing()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));
        var host = agent.HostId;

        (await agent.StartAsync()).Expect(OcfCode.Success);

        Assert.Equal(host, agent.HostId);
        await TableIsAsync(Table((1, 1)));
    }

    [SkippableFact]
    public async Task A_configuration_that_can_work_nowhere_is_refused_with_all_its_mistakes()
    {
        var agent = NewAgent();
        agent.Parameters["vip"] = "10.77.0.500";
        agent.Parameters["port"] = "70000";

        var start = (await agent.StartAsync()).Expect(OcfCode.NotConfigured);

        Assert.Contains("vip", start.Error, StringComparison.Ordinal);
        Assert.Contains("port", start.Error, StringComparison.Ordinal);
        (await agent.RunAsync("validate-all")).Expect(OcfCode.NotConfigured);
        await TableIsAsync("");
    }
}

using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>What happened is kept, and tells afterwards why a server was out.</summary>
public sealed class HistoryTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableFact]
    public async Task A_server_that_fell_is_explained_with_its_connections_also_after_kill_9_restart_and_stop()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["tcp_check"] = "true";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();

        await Laboratory.CutAsync("rs2");
        await TableBecomesAsync(Table((1, 1)), Patience);
        await EventuallyToldAsync(agent, "removed from the table, which ends those that it had: 1 active, 0 inactive", "explain", Laboratory.Address(2));

        // What was kept a second before is kept.
        var host = agent.HostId;
        await agent.SignalAsync("KILL");
        await Eventually.MeetsAsync(id => id != 0 && id != host, () => Task.FromResult(agent.HostId), "another host should run.", Patience);
        await EventuallyToldAsync(agent, "takeover", "history");
        await EventuallyToldAsync(agent, "restart", "history");

        await Laboratory.MendAsync("rs2");
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        await EventuallyToldAsync(agent, "up, in the table with weight 1", "explain", $"{Laboratory.Address(2)}:{Laboratory.Port}");
        (await agent.StopAsync()).Expect(OcfCode.Success);

        var events = (await agent.CallAsync("history", Laboratory.Address(2), "--json")).Output;
        Assert.Contains("\"event\":\"down\"", events, StringComparison.Ordinal);
        Assert.Contains(": unhealthy, ", events, StringComparison.Ordinal);
        await EventuallyToldAsync(agent, "lvsdr was stopped", "explain", Laboratory.Address(2));
    }

    [SkippableFact]
    public async Task A_full_disk_costs_nothing_but_history_and_is_told()
    {
        var agent = NewAgent();
        Directory.CreateDirectory(agent.Memory);
        (await Shell.RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", agent.Memory)).Expect(0);
        try
        {
            var filler = Path.Combine(agent.Memory, "filler");
            (await Shell.RunAsync("sh", "-c", "! head -c 131072 /dev/zero >\"$1\"", "fill", filler)).Expect(0);
            var list = new TestScript(Folder, "list", "");
            list.List(1, 2);
            agent.Parameters["realserver_get_real_servers_script"] = list.File;
            (await agent.StartAsync()).Expect(OcfCode.Success);
            await MonitorBecomesAsync(agent, OcfCode.Degraded, "the history is not kept: ");

            list.List(1, 2, 3);
            await TableBecomesAsync(Table((1, 1), (2, 1), (3, 1)));

            File.Delete(filler);
            await MonitorBecomesAsync(agent, OcfCode.Success);
            await EventuallyToldAsync(agent, Laboratory.Address(3), "history");
            (await agent.StopAsync()).Expect(OcfCode.Success);
        }
        finally
        {
            (await Shell.RunAsync("umount", "--lazy", agent.Memory)).Expect(0);
        }
    }

    private static Task<CommandResult> EventuallyToldAsync(Agent agent, string words, params string[] command) => Eventually.MeetsAsync(
        result => result.Output.Contains(words, StringComparison.Ordinal),
        () => agent.CallAsync(command),
        $"lvsdr {string.Join(' ', command)} should have said: {words}",
        Patience);
}

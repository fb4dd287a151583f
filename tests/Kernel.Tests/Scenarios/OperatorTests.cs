using System.Text.Json;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class OperatorTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableFact]
    public async Task A_drained_server_keeps_its_sessions_gets_no_others_and_stays_drained_whatever_is_restarted()
    {
        var agent = await StartStaticAsync($"{Laboratory.Address(1)} {Laboratory.Address(2)},4");
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();

        (await agent.CallAsync("drain", Laboratory.Address(2))).Expect(0);

        await TableIsAsync(Table((1, 1), (2, 0)));
        Assert.True(await first.IsAliveAsync());
        Assert.True(await second.IsAliveAsync());
        Assert.Equal(["rs1"], (await Laboratory.ConnectAsync(times: 4)).Distinct());
        Assert.Contains("drained by", (await agent.CallAsync("status")).Output, StringComparison.Ordinal);

        var host = agent.HostId;
        await agent.SignalAsync("KILL");
        await Eventually.MeetsAsync(id => id != 0 && id != host, () => Task.FromResult(agent.HostId), "another host should run.", Patience);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "restarted");
        await TableIsAsync(Table((1, 1), (2, 0)));
        (await agent.StopAsync()).Expect(OcfCode.Success);
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableIsAsync(Table((1, 1), (2, 0)));

        (await agent.CallAsync("undrain", Laboratory.Address(2))).Expect(0);
        await TableIsAsync(Table((1, 1), (2, 4)));
    }

    [SkippableFact]
    public async Task The_status_is_there_for_programs_as_JSON()
    {
        var agent = await StartStaticAsync($"{Laboratory.Address(2)},4");

        using var status = JsonDocument.Parse((await agent.CallAsync("status", "--json", "db")).Expect(0).Output);

        var instance = Assert.Single(status.RootElement.EnumerateArray());
        Assert.Equal("db", instance.GetProperty("instance").GetString());
        var service = Assert.Single(instance.GetProperty("services").EnumerateArray());
        var server = Assert.Single(service.GetProperty("servers").EnumerateArray());
        Assert.Equal(Laboratory.Address(2), server.GetProperty("address").GetString());
        Assert.Equal("up", server.GetProperty("state").GetString());
        Assert.Equal(4, server.GetProperty("weight").GetInt32());
    }

    [SkippableFact]
    public async Task An_ordered_weight_is_in_the_table_at_once_until_it_is_taken_back()
    {
        var agent = await StartStaticAsync($"{Laboratory.Address(1)} {Laboratory.Address(2)},4");

        (await agent.CallAsync("weight", $"{Laboratory.Address(2)}:{Laboratory.Port}", "9")).Expect(0);
        await TableIsAsync(Table((1, 1), (2, 9)));
        (await agent.CallAsync("weight", Laboratory.Address(2), "auto")).Expect(0);
        await TableIsAsync(Table((1, 1), (2, 4)));

        var refused = (await agent.CallAsync("weight", "10.99.99.99", "9")).Expect(1);
        Assert.Contains("\"10.99.99.99\" is no real server here", refused.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Where_failed_servers_are_to_stay_their_sessions_go_on_and_new_ones_go_elsewhere()
    {
        var agent = NewAgent();
        agent.Parameters["on_failure"] = "quiesce";
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();

        check.Behave($"if [ \"$1\" = {Laboratory.Address(2)} ]; then echo f; else echo t; fi");

        await TableBecomesAsync(Table((1, 1), (2, 0)), Patience);
        Assert.True(await first.IsAliveAsync());
        Assert.True(await second.IsAliveAsync());
        Assert.Equal(["rs1"], (await Laboratory.ConnectAsync(times: 4)).Distinct());

        agent.Parameters["on_failure"] = "remove";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1)), Patience);
        Assert.Equal(first.Server == "rs1", await first.IsAliveAsync());
        Assert.Equal(second.Server == "rs1", await second.IsAliveAsync());
    }
}

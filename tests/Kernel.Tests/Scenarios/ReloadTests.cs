using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class ReloadTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableFact]
    public async Task New_weights_a_new_scheduler_and_a_new_server_are_applied_and_connections_go_on()
    {
        var agent = await StartStaticAsync($"{Laboratory.Address(1)} {Laboratory.Address(2)}");
        var host = agent.HostId;
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();

        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)},5 {Laboratory.Address(2)},6 {Laboratory.Address(3)},7";
        agent.Parameters["virtual_service_options"] = "-s wlc";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);

        await TableBecomesAsync(TableOf(Laboratory.Vip, "wlc", (1, 5), (2, 6), (3, 7)));
        Assert.Equal(host, agent.HostId);
        Assert.True(await first.IsAliveAsync());
        Assert.True(await second.IsAliveAsync());
    }

    [SkippableFact]
    public async Task Another_source_is_taken_and_connections_through_servers_that_stay_go_on()
    {
        var agent = await StartStaticAsync($"{Laboratory.Address(1)} {Laboratory.Address(2)}");
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();

        var list = new TestScript(Folder, "list", "");
        list.List(2, 3);
        agent.Parameters["realserver_get_real_servers_script"] = list.File;
        (await agent.ReloadAsync()).Expect(OcfCode.Success);

        await TableBecomesAsync(Table((2, 1), (3, 1)), within: Patience);
        Assert.Equal(first.Server == "rs2", await first.IsAliveAsync());
        Assert.Equal(second.Server == "rs2", await second.IsAliveAsync());
    }

    [SkippableFact]
    public async Task Another_port_moves_the_service()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));

        agent.Parameters["port"] = "80";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);

        await TableBecomesAsync(Table((1, 1)).Replace($":{Laboratory.Port} ", ":80 ", StringComparison.Ordinal));
        (await agent.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync("");
    }

    [SkippableFact]
    public async Task A_value_that_cannot_be_used_changes_nothing_and_is_said()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));

        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)},heavy";
        var reload = (await agent.ReloadAsync()).Expect(OcfCode.Success);

        Assert.Contains("weight_of_realservers", reload.Error, StringComparison.Ordinal);
        var monitor = (await agent.MonitorAsync()).Expect(OcfCode.Degraded);
        Assert.Contains("rejected", monitor.Error, StringComparison.Ordinal);
        await TableIsAsync(Table((1, 1)));

        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        (await agent.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task Nothing_that_runs_means_nothing_to_reload()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);

        (await agent.ReloadAsync()).Expect(OcfCode.NotRunning);
    }
}

using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>A plugin that means harm beside good ones, as a DLL in the plugin folder, on the kernel's table.</summary>
public sealed class HostilePluginTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableTheory]
    [InlineData("source-factory-throws source-factory-null source-blocks source-endless source-null source-too-many source-escapes")]
    [InlineData("source-factory-blocks source-impossible source-always-ready source-dispose-blocks")]
    public async Task Hostile_sources_keep_a_good_one_from_nothing(string does)
    {
        var (agent, list) = await StartBesideAsync(does, new() { ["realserver_merge"] = "any" });
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        var held = first.Server == "rs1" ? first : second;

        list.List(1, 3);

        await TableBecomesAsync(Table((1, 1), (3, 1)), Patience);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "hostile");
        Assert.True(await held.IsAliveAsync());
        await EndsAsync(agent);
    }

    [SkippableTheory]
    [InlineData("check-blocks")]
    [InlineData("check-blocks-the-pool")]
    [InlineData("check-blocks-the-clock")]
    [InlineData("check-cancel-throws check-cancel-blocks check-cancel-blocks-and-ends check-wait-blocks")]
    [InlineData("check-factory-throws check-factory-null check-out-of-range")]
    [InlineData("check-factory-blocks check-always-ready check-dispose-blocks")]
    public async Task Hostile_checks_neither_stop_the_host_nor_keep_a_sick_server(string does)
    {
        var agent = NewAgent();
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableIsAsync(Table((1, 1), (2, 1)));
        using var held = await Laboratory.HoldAsync();
        var sick = held.Server == "rs1" ? 2 : 1;
        HostilePlugin.Use(agent, does);
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        var host = agent.HostId;

        check.Behave($"if [ \"$1\" = {Laboratory.Address(sick)} ]; then echo no; else echo t; fi");

        await Eventually.MeetsAsync(
            table => !table.Contains($"{Laboratory.Address(sick)}:", StringComparison.Ordinal), Ipvsadm.SaveAsync, "the sick server should have left.", Patience);
        Assert.Equal(host, agent.HostId);
        Assert.True(await held.IsAliveAsync());
        await EndsAsync(agent);
    }

    [SkippableTheory]
    [InlineData("process-throws", "a thread of the hostile")]
    [InlineData("process-fails-fast", "the hostile plugin fails fast")]
    [InlineData("process-throws-async", "an async void of the hostile")]
    [InlineData("process-recurses", "overflow")]
    [InlineData("process-exits", "ended with status 0")]
    public async Task What_a_plugin_says_when_it_takes_the_host_down_is_kept_and_no_connection_is_cut(string does, string said)
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        // Where the reload is done before the plugin strikes, it strikes in every host that follows.
        agent.Parameters["restart_limit"] = "1000";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        using var held = await Laboratory.HoldAsync();

        HostilePlugin.Use(agent, does);
        await agent.ReloadAsync();

        await MonitorBecomesAsync(agent, OcfCode.Degraded, said);
        Assert.True(await held.IsAliveAsync());
        await TableIsAsync(Table((1, 1)));
    }

    [SkippableFact]
    public async Task What_a_plugin_prints_and_a_thread_that_it_leaves_behind_disturb_no_command()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));
        HostilePlugin.Use(agent, "process-prints process-foreground");
        (await agent.ReloadAsync()).Expect(OcfCode.Success);

        var metaData = (await agent.RunAsync("meta-data")).Expect(OcfCode.Success);

        Assert.StartsWith("<?xml", metaData.Output, StringComparison.Ordinal);
        Assert.Contains("hostile_does", metaData.Output, StringComparison.Ordinal);
        await MonitorBecomesAsync(agent, OcfCode.Success);
        await EndsAsync(agent);
    }

    [SkippableFact]
    public async Task A_plugin_that_cannot_be_configured_keeps_no_host_from_taking_over()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));
        using var held = await Laboratory.HoldAsync();
        HostilePlugin.Use(agent, "configure-throws");
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "failed while it was configured");

        await agent.KillAsync();
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await MonitorBecomesAsync(agent, OcfCode.Degraded, "failed while it was configured");
        await TableIsAsync(Table((1, 1)));
        Assert.True(await held.IsAliveAsync());
    }

    private async Task<(Agent Agent, TestScript List)> StartBesideAsync(string does, Dictionary<string, string> parameters)
    {
        var agent = NewAgent();
        var list = new TestScript(Folder, "list", "");
        list.List(1, 2);
        agent.Parameters["realserver_get_real_servers_script"] = list.File;
        HostilePlugin.Use(agent, does);
        foreach (var (name, value) in parameters)
        {
            agent.Parameters[name] = value;
        }

        agent.Parameters["source_timeout"] = "2s";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        return (agent, list);
    }

    private static async Task EndsAsync(Agent agent)
    {
        var host = agent.HostId;
        (await agent.StopAsync()).Expect(OcfCode.Success);
        Assert.False(Directory.Exists($"/proc/{host}"));
    }
}

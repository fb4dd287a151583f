using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class TableFollowsPluginsTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableFact]
    public async Task The_table_is_filled_when_start_returns()
    {
        await StartStaticAsync($"{Laboratory.Address(1)},3 {Laboratory.Address(2)}");

        await TableIsAsync(Table((1, 3), (2, 1)));
    }

    [SkippableFact]
    public async Task A_monitor_right_after_start_succeeds()
    {
        var agent = await StartStaticAsync(Laboratory.Address(1));

        (await agent.MonitorAsync()).Expect(OcfCode.Success);
    }

    [SkippableFact]
    public async Task Connections_through_the_virtual_address_reach_every_real_server_in_turn()
    {
        await StartStaticAsync($"{Laboratory.Address(1)} {Laboratory.Address(2)} {Laboratory.Address(3)}");

        var answers = await Laboratory.ConnectAsync(times: 6);

        Assert.Equal(["rs1", "rs1", "rs2", "rs2", "rs3", "rs3"], answers.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Servers_that_the_list_gains_come_and_those_it_loses_go()
    {
        var (_, list) = await StartListedAsync(1, 2);
        await TableIsAsync(Table((1, 1), (2, 1)));

        list.List(1, 2, 3, 4);
        await TableBecomesAsync(Table((1, 1), (2, 1), (3, 1), (4, 1)));

        list.List(4, 2);
        await TableBecomesAsync(Table((2, 1), (4, 1)));
    }

    [SkippableFact]
    public async Task Replacing_every_server_at_once_never_leaves_the_service_empty()
    {
        var (_, list) = await StartListedAsync(1, 2);

        list.List(3, 4);

        // A service without servers refuses its clients, and a refusal ends the test here. A client that has just connected to a server
        // that leaves is reset instead: no check vouches for that server any more.
        await Eventually.MeetsAsync(
            answer => answer is "rs3" or "rs4", AnswerUnlessResetAsync, "new servers should answer.", Patience);
        await TableBecomesAsync(Table((3, 1), (4, 1)));
    }

    [SkippableFact]
    public async Task Weights_next_to_a_list_only_give_weights()
    {
        var agent = NewAgent();
        var list = new TestScript(Folder, "list", "");
        list.List(1, 2);
        agent.Parameters["realserver_get_real_servers_script"] = list.File;
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(2)},7 {Laboratory.Address(3)},9";
        agent.Parameters["default_weight"] = "4";
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await TableIsAsync(Table((1, 4), (2, 7)));
    }

    [SkippableFact]
    public async Task The_options_of_the_virtual_service_are_those_of_ipvsadm()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["virtual_service_options"] = "-s wlc -p 120";
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await TableIsAsync(TableOf(Laboratory.Vip, "wlc -p 120", (1, 1)));
    }

    [SkippableFact]
    public async Task A_server_of_which_the_check_says_no_is_removed_at_once_and_its_clients_are_reset()
    {
        var (_, check) = await StartCheckedAsync();
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        using var third = await Laboratory.HoldAsync();
        HeldConnection[] held = [first, second, third];

        check.Behave($"if [ \"$1\" = {Laboratory.Address(2)} ]; then echo f; else echo t; fi");
        await TableBecomesAsync(Table((1, 1), (3, 1)));

        foreach (var connection in held)
        {
            Assert.Equal(connection.Server != "rs2", await connection.IsAliveAsync());
        }

        check.Behave("echo t");
        await TableBecomesAsync(Table((1, 1), (2, 1), (3, 1)), within: Patience);
    }

    [SkippableFact]
    public async Task A_server_that_its_check_vouches_for_drains_when_it_is_no_longer_listed()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = new TestScript(Folder, "check", "echo t").File;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        var (leaving, staying) = first.Server == "rs2" ? (first, second) : (second, first);
        Assert.Equal("rs2", leaving.Server);

        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 0)));
        Assert.True(await leaving.IsAliveAsync());
        Assert.Equal(["rs1", "rs1"], await Laboratory.ConnectAsync(times: 2));

        leaving.Dispose();
        await TableBecomesAsync(Table((1, 1)), within: Patience);
        Assert.True(await staying.IsAliveAsync());
    }

    [SkippableFact]
    public async Task A_leaving_server_goes_after_drain_timeout_with_the_connections_it_still_has()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = new TestScript(Folder, "check", "echo t").File;
        agent.Parameters["drain_timeout"] = "2s";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();

        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        (await agent.ReloadAsync()).Expect(OcfCode.Success);

        await TableBecomesAsync(Table((1, 1)), within: Patience);
        Assert.Equal(first.Server == "rs1", await first.IsAliveAsync());
        Assert.Equal(second.Server == "rs1", await second.IsAliveAsync());
    }

    [SkippableFact]
    public async Task When_every_server_fails_its_check_the_table_is_empty_and_monitor_says_so()
    {
        var (agent, check) = await StartCheckedAsync();

        check.Behave("echo f");

        await TableBecomesAsync(Table());
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "no real server is left");
        check.Behave("echo t");
        await TableBecomesAsync(Table((1, 1), (2, 1), (3, 1)), within: Patience);
        await MonitorBecomesAsync(agent, OcfCode.Success);
    }
}

using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>The rows of "When something is not known".</summary>
public sealed class NotKnownTests(Laboratory laboratory) : Scenario(laboratory)
{
    [SkippableFact]
    public async Task A_list_script_that_exits_non_zero_leaves_the_last_list()
    {
        var (agent, list) = await StartListedAsync(1, 2);

        list.Behave($"echo {Laboratory.Address(3)}; echo database is away >&2; exit 3");
        await list.HasRunAsync(times: 3, Patience);

        await TableIsAsync(Table((1, 1), (2, 1)));
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "database is away");

        list.List(2, 3);
        await TableBecomesAsync(Table((2, 1), (3, 1)));
        await MonitorBecomesAsync(agent, OcfCode.Success);
    }

    [SkippableFact]
    public async Task A_list_script_that_hangs_leaves_the_last_list_and_is_killed_with_its_children()
    {
        var agent = NewAgent();
        var list = new TestScript(Folder, "list", "");
        list.List(1, 2);
        agent.Parameters["realserver_get_real_servers_script"] = list.File;
        agent.Parameters["source_timeout"] = "2s";
        (await agent.StartAsync()).Expect(OcfCode.Success);

        list.Behave($"trap '' TERM; sleep 4242 & echo {Laboratory.Address(3)}; sleep 4242; sleep 4242");
        await list.HasRunAsync(times: 3, Patience);
        await TableIsAsync(Table((1, 1), (2, 1)));
        await MonitorBecomesAsync(agent, OcfCode.Degraded);

        list.List(3);
        await TableBecomesAsync(Table((3, 1)), within: Patience);
        await Eventually.EqualAsync(
            "", async () => (await Shell.RunAsync("pgrep", "-fx", "sleep 4242")).Output, "no child of the script should live.", Patience);
    }

    [SkippableFact]
    public async Task A_grandchild_that_keeps_the_output_open_holds_nothing_up()
    {
        var (_, list) = await StartListedAsync(1);

        list.Behave($"sleep 30 & echo {Laboratory.Address(2)}");

        await TableBecomesAsync(Table((2, 1)), within: Patience);
    }

    [SkippableFact]
    public async Task An_empty_list_empties_the_table()
    {
        var (agent, list) = await StartListedAsync(1, 2);

        list.List();

        await TableBecomesAsync(Table());
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "real server");
    }

    [SkippableFact]
    public async Task A_check_that_hangs_takes_its_servers_weight_after_so_many_failures_then_removes_it_and_no_other()
    {
        var agent = NewAgent();
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        // Long enough for a busy machine to start the script, or a run is late before it can hang.
        agent.Parameters["check_timeout"] = "2s";
        agent.Parameters["fall"] = "3";
        agent.Parameters["doubt_timeout"] = "5s";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)), within: Patience);

        var hung = Path.Combine(Folder, "hung");
        check.Behave($"if [ \"$1\" = {Laboratory.Address(2)} ]; then echo hung >>{hung}; sleep 4243; else echo t; fi");
        await Eventually.MeetsAsync(
            count => count >= 2, () => Task.FromResult(LinesOf(hung)), "the check should have hung twice.", Patience);
        await TableIsAsync(Table((1, 1), (2, 1)));

        await TableBecomesAsync(Table((1, 1), (2, 0)), within: Patience);
        Assert.InRange(LinesOf(hung), 3, 4);
        await TableBecomesAsync(Table((1, 1)), within: Patience);
    }

    [SkippableFact]
    public async Task A_check_script_that_cannot_be_started_leaves_every_server_where_it_is()
    {
        var (agent, check) = await StartCheckedAsync();

        File.Delete(check.File);
        await MonitorBecomesAsync(agent, OcfCode.Degraded);

        await TableIsAsync(Table((1, 1), (2, 1), (3, 1)));
    }

    [SkippableFact]
    public async Task A_server_never_yet_known_stays_out()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = Path.Combine(Folder, "missing");
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await TableIsAsync(Table());
    }

    [SkippableFact]
    public async Task A_name_that_does_not_resolve_is_left_out_and_reported()
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} nobody.invalid";
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await TableIsAsync(Table((1, 1)));
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "nobody.invalid");
    }

    [SkippableFact]
    public async Task A_name_that_does_not_resolve_any_more_keeps_its_address_beyond_the_life_of_the_host_until_it_resolves_to_another()
    {
        const string Name = "standby1";
        var agent = NewAgent();
        using var hosts = new HostsFile();
        hosts.Say($"{Laboratory.Address(1)} {Name}");
        agent.Parameters["weight_of_realservers"] = $"{Name},3 {Laboratory.Address(2)}";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableIsAsync(Table((1, 3), (2, 1)));
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        Assert.Equal(["rs1", "rs2"], new[] { first.Server, second.Server }.Order(StringComparer.Ordinal));

        hosts.Say();
        // A name that resolves is looked up every half minute.
        await MonitorBecomesAsync(agent, OcfCode.Degraded, $"{Name} keeps its last address");
        await TableIsAsync(Table((1, 3), (2, 1)));

        var host = agent.HostId;
        await agent.SignalAsync("KILL");
        await Eventually.MeetsAsync(id => id != 0 && id != host, () => Task.FromResult(agent.HostId), "another host should run.", Patience);
        await StatusBecomesAsync(agent, said => said.Contains($"{Name} keeps its last address", StringComparison.Ordinal));
        await TableIsAsync(Table((1, 3), (2, 1)));
        Assert.True(await first.IsAliveAsync());
        Assert.True(await second.IsAliveAsync());

        hosts.Say($"{Laboratory.Address(3)} {Name}");
        await TableBecomesAsync(Table((2, 1), (3, 3)), Patience);
        Assert.Equal(["rs2", "rs3"], (await Laboratory.ConnectAsync(times: 2)).Order(StringComparer.Ordinal));
        await StatusBecomesAsync(agent, said => !said.Contains("last address", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_change_that_the_kernel_refuses_holds_up_no_other()
    {
        // Direct routing cannot mix address families.
        var (agent, list) = await StartListedAsync(1);

        list.Behave($"echo fd77::12 {Laboratory.Address(3)}");

        await TableBecomesAsync(Table((3, 1)));
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "fd77::12");
    }

    [SkippableFact]
    public async Task A_source_that_fails_from_the_start_is_reported_and_the_instance_starts()
    {
        var agent = NewAgent();
        var list = new TestScript(Folder, "list", "echo not yet >&2; exit 1");
        agent.Parameters["realserver_get_real_servers_script"] = list.File;
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await MonitorBecomesAsync(agent, OcfCode.Degraded, "not yet");

        list.List(1);
        await TableBecomesAsync(Table((1, 1)));
    }

    [SkippableFact]
    public async Task A_director_that_starts_while_no_source_can_say_has_the_last_list_of_the_one_before()
    {
        var (agent, list) = await StartListedAsync(1, 2);
        await TableBecomesAsync(Table((1, 1), (2, 1)));
        (await agent.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync("");

        list.Behave("echo database is away >&2; exit 1");
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((1, 1), (2, 1)));
        await MonitorBecomesAsync(agent, OcfCode.Degraded, "no source can say");

        list.List(2, 3);
        await TableBecomesAsync(Table((2, 1), (3, 1)));
        await MonitorBecomesAsync(agent, OcfCode.Success);
    }

    private static Task StatusBecomesAsync(Agent agent, Func<string, bool> condition) => Eventually.MeetsAsync(
        result => result.ExitCode == 0 && condition(result.Output),
        () => agent.CallAsync("status"),
        "the status should say otherwise.",
        Patience);

    private static int LinesOf(string file) => File.Exists(file) ? File.ReadAllLines(file).Length : 0;
}

using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>How many connections a server gets that joins two which have some.</summary>
public sealed class SlowStartTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const int Held = 20;
    // No more than a server has that was there before, so that the newcomer has not caught up before the end.
    private const int Stream = Held / 2;

    [SkippableTheory]
    [InlineData("wlc", Stream)]
    [InlineData("sed", Stream)]
    [InlineData("wrr", Stream / 3)]
    public async Task A_newcomer_gets_few_of_the_first_connections_instead_of_all_or_its_share(string scheduler, int least)
    {
        var (agent, list) = await StartAsync(scheduler);
        var held = new List<HeldConnection>();
        try
        {
            await HoldAsync(held, Held);

            var atOnce = await NewcomersShareAsync(list, held, weight: 1);
            list.List(1, 2);
            await TableBecomesAsync(Table(scheduler, (1, 1), (2, 1)), Patience);
            agent.Parameters["slow_start"] = "5m";
            (await agent.ReloadAsync()).Expect(OcfCode.Success);
            await TableBecomesAsync(Table(scheduler, (1, 100), (2, 100)), Patience);
            var slowly = await NewcomersShareAsync(list, held, weight: null);

            Console.WriteLine($"{scheduler}: of {Stream} connections a newcomer gets {atOnce} with its weight at once, {slowly} climbing to it in 5 minutes.");
            Assert.InRange(atOnce, least - 1, Stream);
            Assert.InRange(slowly, 0, least / 3);
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }
    }

    [SkippableFact]
    public async Task It_has_its_weight_in_the_end_and_slow_start_can_be_taken_away_again()
    {
        var (agent, list) = await StartAsync("wlc");
        using var held = await Laboratory.HoldAsync();
        agent.Parameters["slow_start"] = "10s";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);

        list.List(1, 2, 3);

        await TableBecomesAsync(Table("wlc", (1, 100), (2, 100), (3, 100)), Patience);
        agent.Parameters.Remove("slow_start");
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table("wlc", (1, 1), (2, 1), (3, 1)), Patience);
        Assert.True(await held.IsAliveAsync());
    }

    private static string Table(string scheduler, params (int Server, int Weight)[] servers) => TableOf(Laboratory.Vip, scheduler, servers);

    private static async Task HoldAsync(List<HeldConnection> held, int count)
    {
        for (var number = 0; number < count; number++)
        {
            held.Add(await Laboratory.HoldAsync());
        }
    }

    private static async Task<int> NewcomersShareAsync(TestScript list, List<HeldConnection> held, int? weight)
    {
        list.List(1, 2, 3);
        await Eventually.MeetsAsync(
            table => table.Contains($"{Laboratory.Address(3)}:{Laboratory.Port} -g -w {weight}", StringComparison.Ordinal),
            Ipvsadm.SaveAsync,
            "the newcomer should be in the table.",
            Patience);
        var before = held.Count;
        await HoldAsync(held, Stream);
        var answers = held.Skip(before).ToList();
        held.RemoveRange(before, Stream);
        answers.ForEach(connection => connection.Dispose());
        return answers.Count(connection => connection.Server == "rs3");
    }

    private async Task<(Agent Agent, TestScript List)> StartAsync(string scheduler)
    {
        var agent = NewAgent();
        var list = new TestScript(Folder, "list", "");
        list.List(1, 2);
        agent.Parameters["realserver_get_real_servers_script"] = list.File;
        agent.Parameters["virtual_service_options"] = $"-s {scheduler}";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table(scheduler, (1, 1), (2, 1)), Patience);
        return (agent, list);
    }
}

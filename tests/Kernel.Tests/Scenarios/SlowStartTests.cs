using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>How many connections a server gets that joins two which have some.</summary>
public sealed class SlowStartTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const int Held = 20;
    // No more than a server has that was there before, so that the newcomer has not caught up before the end.
    private const int Stream = Held / 2;

    // By the client's port, of which a few connections may happen to be anybody's.
    private const string ByPort = "mh -b mh-port";
    private const int StreamByPort = 8 * Stream;

    [SkippableTheory]
    [InlineData("wlc", Stream, Stream)]
    [InlineData("sed", Stream, Stream)]
    [InlineData("wrr", Stream, Stream / 3)]
    [InlineData(ByPort, StreamByPort, StreamByPort / 6)]
    public async Task A_newcomer_gets_few_of_the_first_connections_instead_of_all_or_its_share(string scheduler, int stream, int least)
    {
        var (agent, list) = await StartAsync(scheduler);
        var held = new List<HeldConnection>();
        try
        {
            await HoldAsync(held, Held);

            var atOnce = await NewcomersShareAsync(list, held, stream, weight: 1);
            list.List(1, 2);
            await TableBecomesAsync(Table(scheduler, (1, 1), (2, 1)), Patience);
            agent.Parameters["slow_start"] = "1h";
            (await agent.ReloadAsync()).Expect(OcfCode.Success);
            await TableBecomesAsync(Table(scheduler, (1, 100), (2, 100)), Patience);
            var slowly = await NewcomersShareAsync(list, held, stream, weight: null);

            Console.WriteLine($"{scheduler}: of {stream} connections a newcomer gets {atOnce} with its weight at once, {slowly} climbing to it in an hour.");
            Assert.InRange(atOnce, least - 1, stream);
            Assert.InRange(slowly, 0, least / 3);
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }
    }

    [SkippableTheory]
    [InlineData("rr", Stream / 3)]
    [InlineData("lc", Stream)]
    public async Task A_scheduler_that_knows_no_weights_gives_it_its_share_or_all_and_cannot_be_slowed(string scheduler, int share)
    {
        var (agent, list) = await StartAsync(scheduler);
        var held = new List<HeldConnection>();
        try
        {
            await HoldAsync(held, Held);
            var atOnce = await NewcomersShareAsync(list, held, Stream, weight: 1);
            Console.WriteLine($"{scheduler}: of {Stream} connections a newcomer gets {atOnce}.");
            Assert.InRange(atOnce, share - 1, share + 1);
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }

        agent.Parameters["slow_start"] = "1h";
        Assert.Contains("slow_start does nothing with scheduler", (await agent.RunAsync("validate-all")).Reason, StringComparison.Ordinal);
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

    private static async Task<int> NewcomersShareAsync(TestScript list, List<HeldConnection> held, int stream, int? weight)
    {
        list.List(1, 2, 3);
        await Eventually.MeetsAsync(
            table => table.Contains($"{Laboratory.Address(3)}:{Laboratory.Port} -g -w {weight}", StringComparison.Ordinal),
            Ipvsadm.SaveAsync,
            "the newcomer should be in the table.",
            Patience);
        var before = held.Count;
        await HoldAsync(held, stream);
        var answers = held.Skip(before).ToList();
        held.RemoveRange(before, stream);
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

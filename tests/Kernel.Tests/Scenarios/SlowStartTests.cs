using System.Net;
using System.Text.Json;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>How many connections a server gets that joins two which have some, while clients open them at a steady rate.</summary>
public sealed class SlowStartTests(Laboratory laboratory) : Scenario(laboratory)
{
    // The newcomer has as many as each of the others after the first second.
    private const int Rate = 10;
    private const int Held = 3 * Rate;
    private const int Seconds = 2;

    private string ConfigFile => Path.Combine(Folder, "lvsdr.json");

    [SkippableFact]
    public async Task A_newcomer_gets_few_of_the_first_connections_instead_of_all_or_its_share()
    {
        var list = new TestScript(Folder, "list", "");
        list.List(1, 2);
        var agent = NewAgent();
        agent.Parameters.Clear();
        agent.Parameters["config"] = ConfigFile;
        Write(list, "rr", slowStart: null);
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await using var stream = new ConnectionStream(Rate, Held);

        // By the client's port, of which a few connections may happen to be anybody's.
        foreach (var (scheduler, takesAll) in new[] { ("rr", false), ("lc", true), ("wlc", true), ("sed", true), ("wrr", false), ("mh -b mh-port", false) })
        {
            var atOnce = await NewcomersShareAsync(agent, list, stream, scheduler, slowStart: null);
            Console.WriteLine($"{scheduler}: a newcomer gets {Told(atOnce)} with its weight at once.");
            if (takesAll)
            {
                Assert.InRange(atOnce[0], Rate * 3 / 4, Rate);
            }
            else
            {
                Assert.InRange(atOnce[^1], 1, Rate * Seconds * 2 / 3);
            }

            if (scheduler is not ("rr" or "lc"))
            {
                var slowly = await NewcomersShareAsync(agent, list, stream, scheduler, slowStart: "30s");
                Console.WriteLine($"{scheduler}: a newcomer gets {Told(slowly)} climbing to it in 30 s.");
                Assert.True(slowly[^1] * 2 < atOnce[^1], $"{scheduler}: {Told(slowly)} climbing, {Told(atOnce)} at once");
            }
        }
    }

    [SkippableTheory]
    [InlineData("rr")]
    [InlineData("lc")]
    public async Task With_a_scheduler_that_knows_no_weights_it_is_refused(string scheduler)
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["virtual_service_options"] = $"-s {scheduler}";
        agent.Parameters["slow_start"] = "30s";

        Assert.Contains(
            "slow_start does nothing with scheduler", (await agent.RunAsync("validate-all")).Expect(OcfCode.NotConfigured).Reason, StringComparison.Ordinal);
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

    // Of the connections of the first second, of the first two, and so on.
    private static string Told(int[] share) => string.Join(", ", share.Select((count, second) => $"{count} of {Rate * (second + 1)}"));

    // How many of the connections it gets that are opened after it has joined: in a second, in two, and so on.
    private async Task<int[]> NewcomersShareAsync(Agent agent, TestScript list, ConnectionStream stream, string scheduler, string? slowStart)
    {
        Write(list, scheduler, slowStart);
        await agent.SignalAsync("HUP");
        var weight = slowStart is null ? 1 : 100;
        await TableBecomesAsync(Table(scheduler, (1, weight), (2, weight)), Patience);
        await stream.NextAsync(Held);

        list.List(1, 2, 3);
        // Looked at by itself, since a second is not long.
        var newcomer = $"{Convert.ToHexString(IPAddress.Parse(Laboratory.Address(3)).GetAddressBytes())}:{Laboratory.Port:X4}";
        await Eventually.HoldsAsync(
            () => File.ReadAllText("/proc/net/ip_vs").Contains(newcomer, StringComparison.Ordinal), "the newcomer should be in the table.", Patience);
        var answers = await stream.NextAsync(Rate * Seconds);

        list.List(1, 2);
        await TableBecomesAsync(Table(scheduler, (1, weight), (2, weight)), Patience);
        return [.. Enumerable.Range(1, Seconds).Select(second => answers.Take(Rate * second).Count(server => server == "rs3"))];
    }

    private void Write(TestScript list, string scheduler, string? slowStart)
    {
        var service = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["vip"] = Laboratory.Vip,
            ["port"] = Laboratory.Port,
            ["source_interval"] = Interval,
            ["virtual_service_options"] = $"-s {scheduler}",
            ["realserver_get_real_servers_script"] = list.File,
        };
        if (slowStart is not null)
        {
            service["slow_start"] = slowStart;
        }

        File.WriteAllText(
            ConfigFile,
            JsonSerializer.Serialize(new
            {
                host = new Dictionary<string, string>(StringComparer.Ordinal) { ["sync_interval"] = Interval },
                services = new Dictionary<string, object>(StringComparer.Ordinal) { ["db"] = service },
            }));
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

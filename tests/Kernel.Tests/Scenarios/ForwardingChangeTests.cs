using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Another way of forwarding for a service that carries sessions.</summary>
public sealed class ForwardingChangeTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string Client = "10.77.0.100";
    private const string RouteTable = "77";

    // Without it whatever comes first after the change settles, for every connection to the real server, whether packets of dr find it.
    private static readonly string[] Neighbour = [$"{Laboratory.Address(1)}/32", "via", Laboratory.Address(1), "dev", "eth0", "onlink"];

    [SkippableFact]
    public async Task Sessions_keep_the_way_that_they_began_with_and_new_ones_take_the_other()
    {
        Laboratory.SkipOutside();
        await AnswerBothWaysAsync();
        try
        {
            var agent = await StartListAsync(Laboratory.Address(1), ("forward_method", "dr"));
            using var direct = await Laboratory.HoldAsync();

            Assert.True(await direct.IsAliveAsync());

            await ChangeAsync(agent, "nat", "-m");
            using var translated = await Laboratory.HoldAsync();
            Assert.True(await direct.IsAliveAsync());

            await ChangeAsync(agent, "dr", "-g");
            using var directAgain = await Laboratory.HoldAsync();
            foreach (var (session, destination) in new[] { (direct, Laboratory.Vip), (translated, Laboratory.Address(1)), (directAgain, Laboratory.Vip) })
            {
                Assert.True(await session.IsAliveAsync());
                Assert.Equal($"{destination}:{Laboratory.Port}", await DestinationOfAsync(session));
            }
        }
        finally
        {
            await DoAsync(["ip", "route", "del", .. Neighbour]);
            await DoAsync("ip", "-n", "rs1", "rule", "del", "from", Laboratory.Address(1), "lookup", RouteTable);
            await DoAsync("ip", "-n", "rs1", "route", "flush", "table", RouteTable);
        }
    }

    private static async Task ChangeAsync(Agent agent, string method, string option)
    {
        agent.Parameters["forward_method"] = method;
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Lines($"{Laboratory.Address(1)}:{Laboratory.Port} {option} -w 1"), Patience);
    }

    // As docs/forwarding.md has it: what comes from the real server's own address was translated, and goes back through the director.
    private static async Task AnswerBothWaysAsync()
    {
        foreach (var name in new[] { "all", "eth0" })
        {
            await File.WriteAllTextAsync($"/proc/sys/net/ipv4/conf/{name}/send_redirects", "0");
        }

        await DoAsync(["ip", "route", "replace", .. Neighbour]);
        await DoAsync("ip", "-n", "rs1", "route", "replace", Client, "via", "10.77.0.1", "table", RouteTable);
        await DoAsync("ip", "-n", "rs1", "rule", "add", "from", Laboratory.Address(1), "lookup", RouteTable);
    }

    // Which address its packets have when they arrive at the real server.
    private static async Task<string> DestinationOfAsync(HeldConnection session)
    {
        var sockets = (await Shell.RunAsync("ip", "netns", "exec", "rs1", "ss", "-Htn", "state", "established")).Expect(0).Output;
        // 0  0  [::ffff:10.77.0.50]:5432  [::ffff:10.77.0.100]:40000
        var words = sockets.Replace("[::ffff:", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(words => words.Length > 3 && words[3] == $"{session.ClientEnd}");
        return words[2];
    }

    private static async Task DoAsync(params string[] command) => (await Shell.RunAsync(command)).Expect(0);
}

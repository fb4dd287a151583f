using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>What docs/from-ldirectord.md has in place of an ldirectord.cf, with the parameters that stand there.</summary>
public sealed class FromLdirectordTests(Laboratory laboratory) : Scenario(laboratory), IDisposable
{
    private const string Page = "docs/from-ldirectord.md";
    private static readonly string WebService = $"-t {Laboratory.Vip}:{HttpServer.Port}";

    // Those of rs1 and rs2, and of the director.
    private readonly Dictionary<string, HttpServer> _servers = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var server in _servers.Values)
        {
            server.Kill();
        }
    }

    [SkippableFact]
    public async Task A_server_with_the_wrong_answer_or_none_gets_weight_0_and_keeps_the_connections_that_still_work()
    {
        await StartAsync();
        using var client = HttpServer.NewClient();
        var held = await client.GetStringAsync("who");
        var (sick, well) = held == "rs1" ? (1, 2) : (2, 1);

        foreach (var wrong in new[] { (200, "SORRY"), (500, "OK") })
        {
            _servers[held].Alive = wrong;
            await TableBecomesAsync(Web((sick, 0), (well, 1)));
            Assert.Equal(held, await client.GetStringAsync("who"));
            Assert.Equal([$"rs{well}", $"rs{well}"], [await AnswerAsync(), await AnswerAsync()]);

            _servers[held].Alive = (200, "OK");
            await TableBecomesAsync(Web((1, 1), (2, 1)), Patience);
        }

        _servers[held].Kill();
        await TableBecomesAsync(Web((sick, 0), (well, 1)));
        Assert.Equal([$"rs{well}", $"rs{well}"], [await AnswerAsync(), await AnswerAsync()]);
        _servers[held] = HttpServer.Start(held);
        await TableBecomesAsync(Web((1, 1), (2, 1)), Patience);
    }

    [SkippableFact]
    public async Task With_all_servers_down_the_director_answers_and_nobody_is_refused_on_the_way_there_or_back()
    {
        await StartAsync();

        foreach (var name in new[] { "rs1", "rs2" })
        {
            _servers[name].Alive = (500, "OK");
        }

        // Whoever finds an empty service is refused, and that ends the test here.
        await Eventually.EqualAsync("director", AnswerAsync, "the director should answer.", Patience);
        await TableIsAsync(Web((1, 0), (2, 0)) + Fallback(weight: 1));

        foreach (var name in new[] { "rs1", "rs2" })
        {
            _servers[name].Kill();
        }

        Assert.Equal(["director", "director"], [await AnswerAsync(), await AnswerAsync()]);
        foreach (var name in new[] { "rs1", "rs2" })
        {
            _servers[name] = HttpServer.Start(name);
        }

        await Eventually.MeetsAsync(answer => answer is "rs1" or "rs2", AnswerAsync, "a real server should answer.", Patience);
        // The kernel remembers for a minute who was served by the director, so it may be draining.
        await Eventually.EqualAsync(
            Web((1, 1), (2, 1)),
            async () => (await Ipvsadm.SaveAsync()).Replace(Fallback(weight: 0), "", StringComparison.Ordinal),
            "the real servers alone should have weight.",
            Patience);
        Assert.Equal(["rs1", "rs2"], new[] { await AnswerAsync(), await AnswerAsync() }.Order(StringComparer.Ordinal));
    }

    // It sorts behind the addresses of the real servers.
    private static string Fallback(int weight) => $"\n-a {WebService} -r 127.0.0.1:{HttpServer.Port} -g -w {weight}";

    private static string Web(params (int Server, int Weight)[] destinations) => Ipvsadm.Sorted(destinations
        .Select(server => $"-a {WebService} -r {Laboratory.Address(server.Server)}:{HttpServer.Port} -g -w {server.Weight}")
        .Prepend($"-A {WebService} -s rr"));

    // Who answers a client that connects anew.
    private static async Task<string> AnswerAsync()
    {
        using var client = HttpServer.NewClient();
        return await client.GetStringAsync("who");
    }

    private async Task StartAsync()
    {
        var agent = NewDocumentedAgent(Page);
        _servers["rs1"] = HttpServer.Start("rs1");
        _servers["rs2"] = HttpServer.Start("rs2");
        _servers["director"] = HttpServer.StartOnDirector();
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableIsAsync(Web((1, 1), (2, 1)));
    }
}

using System.Net;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Two directors behind routes of equal cost, with the parameters of docs/scale.md.</summary>
public sealed class SeveralDirectorsTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string Parameter = "    OCF_RESKEY_";
    private const string Here = "via 10.77.0.1";

    // That both have the same one of two routes by chance is less than one in ten thousand.
    private const int Many = 16;

    private static readonly string There = $"via {Laboratory.Address(Laboratory.ServerCount)}";

    [SkippableFact]
    public async Task Sessions_that_a_route_moves_to_another_director_go_on_to_the_same_server()
    {
        await StartAsync(null);
        await StartAsync(OtherDirector.Name);
        var held = new List<HeldConnection>();
        try
        {
            await RouteAsync($"nexthop {Here} nexthop {There}");
            for (var number = 0; number < Many; number++)
            {
                held.Add(await Laboratory.HoldAsync());
            }

            var here = await KnownAsync(null);
            var there = await KnownAsync(OtherDirector.Name);
            Assert.NotEmpty(here);
            Assert.NotEmpty(there);
            Assert.Equal(Many, held.Count(one => here.ContainsKey(EndOf(one)) ^ there.ContainsKey(EndOf(one))));

            // As when a router has lost one of the two; and then the other.
            foreach (var (route, director) in new[] { (There, (string?)OtherDirector.Name), (Here, null) })
            {
                await RouteAsync(route);
                foreach (var one in held)
                {
                    Assert.True(await one.IsAliveAsync(), $"{EndOf(one)} to {one.Server} should go on {route}.");
                }

                var known = await KnownAsync(director);
                Assert.All(held, one => Assert.Equal(one.Server, known[EndOf(one)]));
            }
        }
        finally
        {
            held.ForEach(one => one.Dispose());
            await RouteBackAsync();
        }
    }

    [SkippableFact]
    public async Task Without_sloppy_tcp_the_other_director_resets_them()
    {
        await StartAsync(null);
        await StartAsync(OtherDirector.Name, without: "ipvs_sysctls");
        try
        {
            await RouteAsync(Here);
            using var held = await Laboratory.HoldAsync();

            await RouteAsync(There);

            Assert.False(await held.IsAliveAsync());
        }
        finally
        {
            await RouteBackAsync();
        }
    }

    private async Task StartAsync(string? node, string? without = null)
    {
        Laboratory.SkipOutside();
        var agent = NewAgent(node ?? "db", node: node);
        foreach (var (name, text) in Documented().Where(pair => pair.Name != without))
        {
            agent.Parameters[name] = text;
        }

        (await agent.StartAsync()).Expect(OcfCode.Success);
    }

    // As a file of parameters has them, in the laboratory's network.
    private static IEnumerable<(string Name, string Text)> Documented() => File.ReadLines(Repository.PathOf("docs/scale.md"))
        .Where(line => line.StartsWith(Parameter, StringComparison.Ordinal))
        .Select(line => line[Parameter.Length..].Replace("192.0.2.", "10.77.0.", StringComparison.Ordinal).Split('=', 2))
        .Select(pair => (pair[0], pair[1].Trim('"')));

    private static async Task RouteAsync(string hops)
    {
        await OnClientAsync("sysctl", "-qw", "net.ipv4.fib_multipath_hash_policy=1");
        await OnClientAsync(["ip", "route", "replace", $"{Laboratory.Vip}/32", .. hops.Split(' ')]);
    }

    private static async Task RouteBackAsync()
    {
        await OnClientAsync("ip", "route", "flush", $"{Laboratory.Vip}/32");
        await OnClientAsync("sysctl", "-qw", "net.ipv4.fib_multipath_hash_policy=0");
    }

    private static async Task OnClientAsync(params string[] command) =>
        (await Shell.RunAsync(["ip", "netns", "exec", Laboratory.Client, .. command])).Expect(0);

    private static string EndOf(HeldConnection held) => $"{(IPEndPoint)held.ClientEnd}";

    // Which server a director passes each established connection on to, by the client's end:
    // TCP 14:55 ESTABLISHED 10.77.0.100:40000 10.77.0.50:5432 10.77.0.11:5432
    private static async Task<Dictionary<string, string>> KnownAsync(string? node)
    {
        string[] list = ["ipvsadm", "-L", "-n", "-c"];
        var known = (await Shell.RunAsync(node is null ? list : ["ip", "netns", "exec", node, .. list])).Expect(0).Output;
        return known.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 5 && words[2] == "ESTABLISHED" && words[4] == $"{Laboratory.Vip}:{Laboratory.Port}")
            .ToDictionary(words => words[3], words => $"rs{words[5].Split(':')[0][^1]}", StringComparer.Ordinal);
    }
}

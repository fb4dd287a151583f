using System.Diagnostics;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>A virtual service and real servers of IPv6.</summary>
public sealed class IPv6Tests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string Address = "fd77::50";
    private const string Client = "fd77::100";
    private const string Forwarding = "/proc/sys/net/ipv6/conf/all/forwarding";
    private const int OtherPort = 5433;

    [SkippableFact]
    public async Task Connections_over_IPv6_are_balanced_and_those_to_a_server_that_has_not_failed_stay()
    {
        await StartAsync();
        using var first = await Laboratory.HoldAsync(Address);
        using var second = await Laboratory.HoldAsync(Address);
        Assert.Equal(["rs1", "rs2"], new[] { first.Server, second.Server }.Order(StringComparer.Ordinal));
        var (stays, goes) = first.Server == "rs1" ? (first, second) : (second, first);

        Lab.KillServer(2);

        await TableBecomesAsync(Servers(1), Patience);
        Assert.Equal((true, false), (await stays.IsAliveAsync(), await goes.IsAliveAsync()));
        Assert.Equal(["rs1"], (await Laboratory.ConnectAsync(times: 3, Address)).Distinct());
        Lab.StartServer(2);
        await TableBecomesAsync(Servers(1, 2), Patience);
        Assert.True(await stays.IsAliveAsync());
    }

    [SkippableFact]
    public async Task A_host_without_power_leaves_by_neighbour_discovery()
    {
        await StartAsync();
        var watch = Stopwatch.StartNew();

        await Laboratory.CutAsync("rs2");
        try
        {
            // Two seconds of questions; before that comes the rest of an interval.
            await TableBecomesAsync(Servers(1), TimeSpan.FromSeconds(12));
            Console.WriteLine($"A host of IPv6 without power left after {watch.Elapsed.TotalSeconds:0.0} s.");
        }
        finally
        {
            await Laboratory.MendAsync("rs2");
        }

        await TableBecomesAsync(Servers(1, 2), Patience);
    }

    [SkippableFact]
    public async Task Addresses_of_IPv6_are_translated_and_the_answers_come_back_through_the_director()
    {
        Laboratory.SkipOutside();
        var forwarding = (await File.ReadAllTextAsync(Forwarding)).Trim();
        await File.WriteAllTextAsync(Forwarding, "1");
        // The laboratory's client is in the real servers' own subnet, and nobody should tell these of the shorter way.
        await DoAsync("ip", "netns", "exec", "rs1", "sysctl", "-qw", "net.ipv6.conf.all.accept_redirects=0", "net.ipv6.conf.eth0.accept_redirects=0");
        await DoAsync("ip", "-n", "rs1", "route", "replace", $"{Client}/128", "via", "fd77::1");
        var server = EchoServer.Start("rs1", OtherPort);
        try
        {
            var agent = NewAgent(vip: Address);
            agent.Parameters["weight_of_realservers"] = $"[{AddressOf(1)}]:{OtherPort}";
            agent.Parameters["forward_method"] = "nat";
            agent.Parameters["tcp_check"] = "true";
            (await agent.StartAsync()).Expect(OcfCode.Success);

            await TableBecomesAsync(
                Ipvsadm.Sorted(
                    [$"-A -t [{Address}]:{Laboratory.Port} -s rr", $"-a -t [{Address}]:{Laboratory.Port} -r [{AddressOf(1)}]:{OtherPort} -m -w 1"]),
                Patience);
            using var held = await Laboratory.HoldAsync(Address);
            Assert.Equal("rs1", held.Server);
            Assert.True(await held.IsAliveAsync());
        }
        finally
        {
            server.Kill();
            await DoAsync("ip", "-n", "rs1", "route", "del", $"{Client}/128");
            await File.WriteAllTextAsync(Forwarding, forwarding);
        }
    }

    // IPaddr2 sets the address so unless it is told otherwise, and the kernel takes the longest prefix that leads to a real server.
    [SkippableFact]
    public async Task A_director_that_asks_real_servers_from_the_virtual_address_says_what_is_to_be_done()
    {
        var agent = NewAgent(vip: Address);
        agent.Parameters["weight_of_realservers"] = $"{AddressOf(1)} {AddressOf(2)}";
        agent.Parameters["tcp_check"] = "true";
        await PreferAsync("forever");
        try
        {
            await agent.StartAsync();
            await Eventually.MeetsAsync(
                status => status.Contains($"asked from the virtual address {Address}", StringComparison.Ordinal)
                    && status.Contains("preferred_lft=0", StringComparison.Ordinal),
                async () => (await agent.CallAsync("status")).Output,
                "the status should say it.",
                Patience);
        }
        finally
        {
            await PreferAsync("0");
        }

        await TableBecomesAsync(Servers(1, 2), Patience);
    }

    private static Task PreferAsync(string lifetime) =>
        DoAsync("ip", "address", "change", $"{Address}/128", "dev", "eth0", "preferred_lft", lifetime);

    private static async Task DoAsync(params string[] command) => (await Shell.RunAsync(command)).Expect(0);

    private static string Servers(params int[] numbers) => Ipvsadm.Sorted(numbers
        .Select(number => $"-a -t [{Address}]:{Laboratory.Port} -r [{AddressOf(number)}]:{Laboratory.Port} -g -w 1")
        .Prepend($"-A -t [{Address}]:{Laboratory.Port} -s rr"));

    private static string AddressOf(int number) => $"fd77::1{number}";

    // So late and so long that it is neither a look that is late nor doubt that makes a server leave.
    private async Task StartAsync()
    {
        var agent = NewAgent(vip: Address);
        agent.Parameters["weight_of_realservers"] = $"{AddressOf(1)} {AddressOf(2)}";
        agent.Parameters["tcp_check"] = "true";
        agent.Parameters["check_timeout"] = "30s";
        agent.Parameters["doubt_timeout"] = "10m";
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Servers(1, 2), Patience);
    }
}

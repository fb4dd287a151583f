using System.Globalization;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Real servers that are reached through tunnels.</summary>
public sealed class TunnelTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string GuePort = "6080";

    [SkippableFact]
    public async Task A_change_to_tunnels_cuts_nothing_and_new_connections_take_them()
    {
        Laboratory.SkipOutside();
        await OpenTunnelAsync("rs1", "tunl0");
        var agent = await StartListAsync(Laboratory.Address(1));
        using var direct = await Laboratory.HoldAsync();
        var before = await PacketsAsync("rs1", "tunl0");

        agent.Parameters["forward_method"] = "tunnel";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);

        await TableBecomesAsync(Lines($"{Laboratory.Address(1)}:{Laboratory.Port} -i -w 1 --tun-type ipip"), Patience);
        Assert.True(await direct.IsAliveAsync());
        using var tunnelled = await Laboratory.HoldAsync();
        Assert.Equal("rs1", tunnelled.Server);
        Assert.True(await tunnelled.IsAliveAsync());
        Assert.True(await PacketsAsync("rs1", "tunl0") > before);
    }

    [SkippableFact]
    public async Task One_real_server_can_be_reached_in_another_way_than_the_rest()
    {
        Laboratory.SkipOutside();
        await OpenTunnelAsync("rs2", "tunl0");

        await StartListAsync($"{Laboratory.Address(1)} {Laboratory.Address(2)},tunnel");

        await TableBecomesAsync(
            Lines($"{Laboratory.Address(1)}:{Laboratory.Port} -g -w 1", $"{Laboratory.Address(2)}:{Laboratory.Port} -i -w 1 --tun-type ipip"), Patience);
        Assert.Equal(["rs1", "rs2"], (await Laboratory.ConnectAsync(times: 4)).Distinct().Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("gue", "nocsum", "tunl0")]
    [InlineData("gue", "csum", "tunl0")]
    [InlineData("gue", "remcsum", "tunl0")]
    [InlineData("gre", "nocsum", "gre0")]
    [InlineData("gre", "csum", "summed")]
    public async Task Connections_go_through_a_tunnel_of_the_type_that_is_set(string type, string checksum, string device)
    {
        Laboratory.SkipOutside();
        // Both fail where a former case has made them.
        await Shell.RunAsync("ip", "-n", "rs1", "fou", "add", "port", GuePort, "gue");
        await Shell.RunAsync("ip", "-n", "rs1", "tunnel", "add", "summed", "mode", "gre", "local", Laboratory.Address(1), "icsum");
        await OpenTunnelAsync("rs1", device);
        var before = await PacketsAsync("rs1", device);
        (string, string)[] parameters = [("forward_method", "tunnel"), ("tunnel_type", type), ("tunnel_checksum", checksum)];

        await StartListAsync(Laboratory.Address(1), type == "gue" ? [.. parameters, ("tunnel_port", GuePort)] : parameters);

        using var held = await Laboratory.HoldAsync();
        Assert.Equal("rs1", held.Server);
        Assert.True(await held.IsAliveAsync());
        Assert.True(await PacketsAsync("rs1", device) > before);
        var tunnel = type == "gue" ? $"gue --tun-port {GuePort} --tun-{checksum}" : $"gre --tun-{checksum}";
        await TableBecomesAsync(Lines($"{Laboratory.Address(1)}:{Laboratory.Port} -i -w 1 --tun-type {tunnel}"));
    }

    [SkippableFact]
    public async Task Beside_tunnels_the_director_itself_and_another_host_can_be_the_fallback_server()
    {
        Laboratory.SkipOutside();
        await OpenTunnelAsync("rs1", "tunl0");
        await OpenTunnelAsync("rs3", "tunl0");
        var server = EchoServer.StartOnDirector(Laboratory.Port);
        try
        {
            var check = new TestScript(Folder, "check", "echo f");
            var agent = await StartListAsync(
                Laboratory.Address(1),
                ("forward_method", "tunnel"),
                ("realserver_check_active_real_server_script", check.File),
                ("fallback_real_server", "127.0.0.1"));
            await Eventually.EqualAsync("director", AnswerUnlessResetAsync, "the director should answer.", Patience);

            agent.Parameters["fallback_real_server"] = Laboratory.Address(3);
            (await agent.ReloadAsync()).Expect(OcfCode.Success);
            await Eventually.EqualAsync("rs3", AnswerUnlessResetAsync, "the other host should answer.", Patience);
            using var held = await Laboratory.HoldAsync();

            check.Behave("echo t");
            await Eventually.EqualAsync("rs1", AnswerUnlessResetAsync, "the real server should answer.", Patience);
            Assert.True(await held.IsAliveAsync());
        }
        finally
        {
            server.Kill();
        }
    }

    // With the devices of docs/forwarding.md.
    [SkippableTheory]
    [InlineData("10.77.0.50", "fd77::11", "both")]
    [InlineData("fd77::50", "10.77.0.11", "sit0")]
    [InlineData("fd77::50", "fd77::11", "ip6tnl0")]
    public async Task A_real_server_of_either_family_is_reached_through_a_tunnel_and_answers(string vip, string server, string device)
    {
        Laboratory.SkipOutside();
        if (device == "both")
        {
            (await Shell.RunAsync("ip", "-n", "rs1", "-6", "tunnel", "add", device, "mode", "any", "local", server, "remote", "::")).Expect(0);
        }

        try
        {
            await OpenTunnelAsync("rs1", device);
            var before = await PacketsAsync("rs1", device);
            var agent = NewAgent(vip: vip);
            agent.Parameters["weight_of_realservers"] = server;
            agent.Parameters["forward_method"] = "tunnel";
            (await agent.StartAsync()).Expect(OcfCode.Success);

            using var held = await Laboratory.HoldAsync(vip);
            Assert.Equal("rs1", held.Server);
            Assert.True(await held.IsAliveAsync());
            Assert.True(await PacketsAsync("rs1", device) > before);
        }
        finally
        {
            // It would take what comes to ip6tnl0.
            await Shell.RunAsync("ip", "-n", "rs1", "link", "del", "both");
        }
    }

    private static async Task OpenTunnelAsync(string server, string device)
    {
        (await Shell.RunAsync("ip", "-n", server, "link", "set", device, "up")).Expect(0);
        (await Shell.RunAsync(
            "ip", "netns", "exec", server, "sh", "-c",
            $"for name in all {device}; do echo 0 >/proc/sys/net/ipv4/conf/$name/rp_filter; done")).Expect(0);
    }

    private static async Task<long> PacketsAsync(string server, string device)
    {
        var devices = (await Shell.RunAsync("ip", "netns", "exec", server, "cat", "/proc/net/dev")).Expect(0).Output;
        var words = devices.Split('\n').Single(line => line.TrimStart().StartsWith($"{device}:", StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(words[2], CultureInfo.InvariantCulture);
    }
}

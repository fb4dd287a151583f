using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class ForwardingTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const int OtherPort = 5433;

    // The kernel of user-mode-linux has no nf_tables for IPv4, which the other iptables would use.
    private const string Iptables = "/usr/sbin/iptables-legacy";

    [SkippableFact]
    public async Task Address_translation_reaches_a_real_server_at_another_port()
    {
        Laboratory.SkipOutside();
        var server = EchoServer.Start("rs1", OtherPort);
        await AnswersThroughDirectorAsync("rs1");
        try
        {
            await StartListAsync($"{Laboratory.Address(1)}:{OtherPort}", ("forward_method", "nat"), ("tcp_check", "true"));

            await TableBecomesAsync(Lines($"{Laboratory.Address(1)}:{OtherPort} -m -w 1"), Patience);
            using var held = await Laboratory.HoldAsync();
            Assert.Equal("rs1", held.Server);
            Assert.True(await held.IsAliveAsync());

            // The check is of the port that gets the connections: the other one still listens.
            server.Kill();
            await TableBecomesAsync(Lines(), Patience);
        }
        finally
        {
            server.Kill();
            await DoAsync("ip", "-n", "rs1", "route", "del", "10.77.0.100/32");
        }
    }

    [SkippableFact]
    public async Task A_real_server_with_all_connections_that_it_may_have_gets_no_more_until_some_have_ended()
    {
        var agent = await StartListAsync($"{Laboratory.Address(1)},1,1");
        using var held = await Laboratory.HoldAsync();

        var refused = await Assert.ThrowsAsync<SocketException>(() => Laboratory.ConnectAsync(times: 1));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);

        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["max_connections"] = "100,50";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await Eventually.EqualAsync("rs1", AnswerUnlessResetAsync, "there should be room.", Patience);
        Assert.True(await held.IsAliveAsync());
    }

    [SkippableFact]
    public async Task A_real_server_that_had_all_its_connections_gets_new_ones_when_it_has_fewer_than_the_lower_limit()
    {
        await StartListAsync($"{Laboratory.Address(1)},1,3,2");
        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        using var third = await Laboratory.HoldAsync();
        await Assert.ThrowsAsync<SocketException>(() => Laboratory.ConnectAsync(times: 1));

        first.Dispose();
        await Eventually.EqualAsync(2, () => Task.FromResult(Connections()), "one should have ended.", Patience);
        await Assert.ThrowsAsync<SocketException>(() => Laboratory.ConnectAsync(times: 1));

        second.Dispose();
        await Eventually.EqualAsync(1, () => Task.FromResult(Connections()), "another should have ended.", Patience);
        Assert.Equal(["rs1"], await Laboratory.ConnectAsync(times: 1));
        Assert.True(await third.IsAliveAsync());
    }

    [SkippableFact]
    public async Task Scheduler_persistence_and_netmask_are_edited_in_place()
    {
        var agent = await StartListAsync(Laboratory.Address(1));
        using var held = await Laboratory.HoldAsync();

        foreach (var options in new[] { "-s sh -b sh-port", "-s wlc -p 300 -M 255.255.255.0", "-s mh -p 60", "-s rr" })
        {
            agent.Parameters["virtual_service_options"] = options;
            (await agent.ReloadAsync()).Expect(OcfCode.Success);
            await TableBecomesAsync(
                Ipvsadm.Sorted([$"-A {Service} {options}", $"-a {Service} -r {Laboratory.Address(1)}:{Laboratory.Port} -g -w 1"]), Patience);
            Assert.True(await held.IsAliveAsync());
        }
    }

    [SkippableFact]
    public async Task A_service_of_udp_stands_beside_one_of_tcp_at_the_same_port()
    {
        await StartListAsync(Laboratory.Address(1));
        var agent = NewAgent("names");
        agent.Parameters["protocol"] = "udp";
        agent.Parameters["virtual_service_options"] = "-s rr -p 60 --pe sip";
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(2);
        (await agent.StartAsync()).Expect(OcfCode.Success);

        var udp = Service.Replace("-t", "-u", StringComparison.Ordinal);
        var both = Ipvsadm.Sorted(
        [
            .. Table((1, 1)).Split('\n'), $"-A {udp} -s rr -p 60 --pe sip", $"-a {udp} -r {Laboratory.Address(2)}:{Laboratory.Port} -g -w 1",
        ]);
        await TableBecomesAsync(both, Patience);
        (await agent.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync(Table((1, 1)));
    }

    [SkippableFact]
    public async Task Datagrams_reach_a_real_server_and_its_answers_come_back()
    {
        Laboratory.SkipOutside();
        var service = new IPEndPoint(IPAddress.Parse(Laboratory.Vip), Laboratory.Port);
        using var server = NetworkNamespace.Call("rs2", () => NewSocket());
        // So that answers come from the virtual address, which the real server has on lo.
        server.Bind(service);
        await StartListAsync(Laboratory.Address(2), ("protocol", "udp"));
        using var client = NetworkNamespace.Call(Laboratory.Client, () => NewSocket());
        await client.ConnectAsync(service);
        using var deadline = new CancellationTokenSource(Patience);

        await client.SendAsync("word"u8.ToArray(), deadline.Token);

        var received = await server.ReceiveFromAsync(new byte[64], new IPEndPoint(IPAddress.Any, 0), deadline.Token);
        Assert.Equal("10.77.0.100", ((IPEndPoint)received.RemoteEndPoint).Address.ToString());
        await server.SendToAsync("answer"u8.ToArray(), received.RemoteEndPoint, deadline.Token);
        var answer = new byte[64];
        var length = await client.ReceiveAsync(answer, deadline.Token);
        Assert.Equal("answer"u8.ToArray(), answer[..length]);

        static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    }

    [SkippableFact]
    public async Task Associations_of_SCTP_reach_a_real_server_and_its_answers_come_back()
    {
        Laboratory.SkipOutside();
        // .NET knows no SCTP. The server takes the virtual address alone, or its own would become part of the association.
        var server = (await Shell.RunAsync(
            "ip", "netns", "exec", "rs2", "sh", "-c",
            $"setsid socat SCTP4-LISTEN:{Laboratory.Port},bind={Laboratory.Vip},fork,reuseaddr 'EXEC:echo word' </dev/null >/dev/null 2>&1 & echo $!"))
            .Expect(0).Output.Trim();
        try
        {
            await StartListAsync(Laboratory.Address(2), ("protocol", "sctp"));

            await Eventually.EqualAsync("word", AskAsync, "the real server should answer.", Patience);
            var sctp = Service.Replace("-t", "--sctp-service", StringComparison.Ordinal);
            await TableIsAsync(Ipvsadm.Sorted([$"-A {sctp} -s rr", $"-a {sctp} -r {Laboratory.Address(2)}:{Laboratory.Port} -g -w 1"]));
        }
        finally
        {
            await DoAsync("kill", "-KILL", server);
        }

        static async Task<string> AskAsync() => (await Shell.RunAsync(
            "ip", "netns", "exec", Laboratory.Client, "sh", "-c",
            $"timeout 5 socat -u SCTP4-CONNECT:{Laboratory.Vip}:{Laboratory.Port} -")).Output.Trim();
    }

    [SkippableFact]
    public async Task A_firewall_mark_is_balanced_and_removed_like_an_address()
    {
        Laboratory.SkipOutside();
        Skip.IfNot(File.Exists(Iptables), $"{Iptables} is missing (package iptables).");
        string[] rule = ["PREROUTING", "-d", Laboratory.Vip, "-p", "tcp", "--dport", $"{Laboratory.Port}", "-j", "MARK", "--set-mark", "7"];
        await DoAsync([Iptables, "-t", "mangle", "-A", .. rule]);
        try
        {
            var agent = await StartListAsync($"{Laboratory.Address(1)} {Laboratory.Address(2)}", ("fwmark", "7"), ("vip", ""), ("port", ""));

            await TableBecomesAsync(
                Ipvsadm.Sorted(["-A -f 7 -s rr", $"-a -f 7 -r {Laboratory.Address(1)}:0 -g -w 1", $"-a -f 7 -r {Laboratory.Address(2)}:0 -g -w 1"]),
                Patience);
            Assert.Equal(["rs1", "rs2"], (await Laboratory.ConnectAsync(times: 4)).Distinct().Order(StringComparer.Ordinal));
            (await agent.MonitorAsync()).Expect(OcfCode.Success);
            (await agent.StopAsync()).Expect(OcfCode.Success);
            await TableIsAsync("");
        }
        finally
        {
            await DoAsync([Iptables, "-t", "mangle", "-D", .. rule]);
        }
    }

    // Those that are open and those that are closing, of the only real server (net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_info_seq_show).
    private static int Connections()
    {
        var words = File.ReadLines("/proc/net/ip_vs").Skip(3).Single(line => line.TrimStart().StartsWith("->", StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words[^2..].Sum(word => int.Parse(word, CultureInfo.InvariantCulture));
    }

    // The laboratory's client is in the real servers' own subnet, and answers should take the way through the director all the same.
    private static async Task AnswersThroughDirectorAsync(string server)
    {
        await DoAsync("ip", "-n", server, "route", "replace", "10.77.0.100/32", "via", "10.77.0.1");
        foreach (var name in new[] { "all", "eth0" })
        {
            await File.WriteAllTextAsync($"/proc/sys/net/ipv4/conf/{name}/send_redirects", "0");
        }
    }

    private static async Task DoAsync(params string[] command) => (await Shell.RunAsync(command)).Expect(0);
}

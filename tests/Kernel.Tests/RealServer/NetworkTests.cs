using System.Net;
using System.Net.Sockets;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.RealServer;

public sealed class NetworkTests : RealServerTest
{
    private const string Ipaddr2 = "/usr/lib/ocf/resource.d/heartbeat/IPaddr2";

    [SkippableTheory]
    [InlineData(RealServerNode.Vip, "192.0.2.1", true)]
    [InlineData(RealServerNode.Vip6, "2001:db8::1", false)]
    public async Task The_node_holds_the_address_and_does_not_answer_for_it(string vip, string real, bool answersUnlessTold)
    {
        await SetUpAsync();
        await Node.IpAsync($"addr add {vip} dev lo nodad");
        Assert.Equal(answersUnlessTold, await IsAnsweredForAsync(vip));
        await Node.IpAsync($"addr del {vip} dev lo");
        await ForgetAsync();

        (await Node.DoAsync("start", vip)).Expect(OcfCode.Success);

        Assert.False(await IsAnsweredForAsync(vip), $"{vip} was answered for");
        Assert.True(await IsAnsweredForAsync(real), $"{real} was not answered for");
        // A client that a director has led here: the node takes packets for the address.
        var link = (await Node.IpAsync("-o link show dev eth0")).Split("link/ether ")[1].Split(' ')[0];
        await ClientIpAsync($"neigh replace {vip} lladdr {link} dev eth0");
        Assert.True(await IsReachedAsync(vip), $"the node does not take packets for {vip}");
    }

    [SkippableFact]
    public async Task A_director_takes_the_address_off_lo_and_gives_it_back()
    {
        await SetUpAsync();
        Skip.IfNot(File.Exists(Ipaddr2), "the package resource-agents is not installed");
        (await Node.DoAsync("start")).Expect(OcfCode.Success);

        (await DirectorAsync("start", lvsSupport: true)).Expect(OcfCode.Success);
        Assert.DoesNotContain("192.0.2.50", await Node.AddressesAsync(), StringComparison.Ordinal);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.True(await IsAnsweredForAsync(RealServerNode.Vip), "the director does not answer for its address");

        (await DirectorAsync("stop", lvsSupport: true)).Expect(OcfCode.Success);
        Assert.Contains("192.0.2.50/32 lo", await Node.AddressesAsync(), StringComparison.Ordinal);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        (await Node.DoAsync("stop")).Expect(OcfCode.Success);
        Assert.DoesNotContain("192.0.2.50", await Node.AddressesAsync(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_real_server_that_starts_on_the_director_holds_the_address_when_the_director_leaves(bool lvsSupport)
    {
        await SetUpAsync();
        Skip.IfNot(File.Exists(Ipaddr2), "the package resource-agents is not installed");
        (await DirectorAsync("start", lvsSupport)).Expect(OcfCode.Success);
        (await Node.DoAsync("monitor")).Expect(OcfCode.NotRunning);

        (await Node.DoAsync("start")).Expect(OcfCode.Success);

        Assert.True(await IsAnsweredForAsync(RealServerNode.Vip), "the director does not answer for its address");
        (await DirectorAsync("monitor", lvsSupport)).Expect(OcfCode.Success);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        (await DirectorAsync("stop", lvsSupport)).Expect(OcfCode.Success);
        (await DirectorAsync("monitor", lvsSupport)).Expect(OcfCode.NotRunning);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        await ForgetAsync();
        Assert.False(await IsAnsweredForAsync(RealServerNode.Vip), "the node still answers for the address");
    }

    [SkippableTheory]
    [InlineData(RealServerNode.Vip)]
    [InlineData(RealServerNode.Vip6)]
    public async Task The_agent_passes_ocf_tester(string vip)
    {
        await SetUpAsync();
        Skip.IfNot(File.Exists("/usr/sbin/ocf-tester"), "the package resource-agents is not installed");

        string[] command = ["ocf-tester", "-v", "-n", "real", "-o", $"vip={vip}", RealServerNode.AgentFile];
        var result = (await Node.CommandAsync(command, "real", [])).Expect(0);

        Assert.Contains("passed all tests", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(vip, await Node.AddressesAsync(), StringComparison.Ordinal);
    }

    private Task<CommandResult> DirectorAsync(string action, bool lvsSupport) => Node.CommandAsync([Ipaddr2, action], "vip", new()
    {
        ["OCF_RESKEY_ip"] = RealServerNode.Vip,
        ["OCF_RESKEY_nic"] = "eth0",
        ["OCF_RESKEY_cidr_netmask"] = "24",
        ["OCF_RESKEY_lvs_support"] = lvsSupport ? "true" : "false",
        ["OCF_RESKEY_arp_bg"] = "false",
        ["OCF_RESKEY_arp_count"] = "1",
    });

    private async Task ClientIpAsync(string words) => (await Shell.RunAsync(["ip", "-n", Node.Client, .. words.Split(' ')])).Expect(0);

    // The client forgets who has which address, and gives up after three questions 0.3 s apart in place of a second.
    private Task ForgetAsync()
    {
        NetworkNamespace.Call(Node.Client, () =>
        {
            File.WriteAllText("/proc/sys/net/ipv4/neigh/eth0/retrans_time_ms", "300\n");
            File.WriteAllText("/proc/sys/net/ipv6/neigh/eth0/retrans_time_ms", "300\n");
            return true;
        });
        return ClientIpAsync("neigh flush dev eth0 nud all");
    }

    // Whether anybody answers the client's question who has the address (ARP, neighbour solicitation).
    private async Task<bool> IsAnsweredForAsync(string address)
    {
        await ForgetAsync();
        using var socket = Send(address);
        var state = await Eventually.MeetsAsync(
            text => text.Contains("REACHABLE", StringComparison.Ordinal) || text.Contains("FAILED", StringComparison.Ordinal),
            async () => (await Shell.RunAsync("ip", "-n", Node.Client, "neigh", "show", "to", address)).Expect(0).Output,
            $"the client's question who has {address} should have been answered or given up.");
        return state.Contains("REACHABLE", StringComparison.Ordinal);
    }

    // Nobody listens on the node, so a connection is refused, by the node itself, exactly when packets reach it.
    private async Task<bool> IsReachedAsync(string address)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        using var socket = NetworkNamespace.Call(
            Node.Client, () => new Socket(IPAddress.Parse(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        var target = new IPEndPoint(IPAddress.Parse(address), 9);
        var failure = await Record.ExceptionAsync(() => socket.ConnectAsync(target, deadline.Token).AsTask());
        return failure is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
    }

    private Socket Send(string address)
    {
        var target = IPAddress.Parse(address);
        var socket = NetworkNamespace.Call(Node.Client, () => new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp));
        socket.SendTo([1], new IPEndPoint(target, 9));
        return socket;
    }
}

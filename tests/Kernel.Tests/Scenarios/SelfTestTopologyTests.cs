using System.Net.Sockets;
using System.Security.Cryptography;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>What the kernel's own test of IPVS does with ipvsadm, done by the director, with a check beside it.</summary>
public sealed class SelfTestTopologyTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string TheService = "-A -t 207.175.44.110:8080 -s rr";

    // More than a connection holds on its way, so that packets of every size are seen.
    private readonly byte[] _file = RandomNumberGenerator.GetBytes(1024 * 1024);

    [SkippableFact]
    public async Task By_each_way_of_forwarding_a_file_gets_through_whole_while_the_real_server_is_fit_and_again_when_it_is_back()
    {
        Laboratory.SkipOutside();
        await using var network = await SelfTestNetwork.CreateAsync();
        network.StartServer();
        await using var agent = new Agent("selftest", Folder) { Namespace = SelfTestNetwork.Director };
        Set(agent);
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await ServesAndFailsAsync(network, "-g -w 1");

        agent.Parameters["forward_method"] = "tunnel";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await ServesAndFailsAsync(network, "-i -w 1 --tun-type ipip");

        await SelfTestNetwork.AnswerThroughDirectorAsync();
        agent.Parameters["forward_method"] = "nat";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await ServesAndFailsAsync(network, "-m -w 1");

        (await agent.StopAsync()).Expect(OcfCode.Success);
        Assert.Equal("", await SelfTestNetwork.TableAsync());
    }

    // The server runs before and after.
    private async Task ServesAndFailsAsync(SelfTestNetwork network, string entry)
    {
        var whole = Ipvsadm.Sorted([TheService, $"-a -t 207.175.44.110:8080 -r 172.16.0.2:8080 {entry}"]);
        await BecomesAsync(whole, Patience);
        Assert.Equal(SelfTestNetwork.Sum(_file), await SelfTestNetwork.TransferAsync(_file));

        network.KillServer();
        await BecomesAsync(TheService, Soon);
        var refused = await Assert.ThrowsAsync<SocketException>(() => SelfTestNetwork.TransferAsync(_file));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);

        network.StartServer();
        await BecomesAsync(whole, Soon);
        Assert.Equal(SelfTestNetwork.Sum(_file), await SelfTestNetwork.TransferAsync(_file));
    }

    private static Task BecomesAsync(string table, TimeSpan within) =>
        Eventually.EqualAsync(table, SelfTestNetwork.TableAsync, "the director's table should have become this.", within);

    private static void Set(Agent agent)
    {
        foreach (var (name, value) in new[]
        {
            ("vip", SelfTestNetwork.Vip),
            ("port", $"{SelfTestNetwork.Port}"),
            ("weight_of_realservers", SelfTestNetwork.Server),
            ("tcp_check", "true"),
            ("check_interval", Interval),
            ("sync_interval", Interval),
        })
        {
            agent.Parameters[name] = value;
        }
    }
}

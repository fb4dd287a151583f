using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// The network that the kernel tests IPVS in itself (its tools/testing/selftests/netfilter/ipvs.sh): a client and a real server on one
/// bridge, and a director that is the client's way to the virtual address, and has a network of its own with the real server.
/// </summary>
internal sealed class SelfTestNetwork : IAsyncDisposable
{
    public const string Director = "selftest-director";
    public const string Vip = "207.175.44.110";
    public const string Server = "172.16.0.2";
    public const int Port = 8080;

    private const string Client = "selftest-client";
    private const string RealServer = "selftest-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The real server has the virtual address without saying so, and takes packets from where it does not send answers.
    private const string Up =
        $"""
        for name in {Client} {Director} {RealServer}; do ip netns add $name; done
        ip -n {Client} -batch - <<WORDS
            link add switch type bridge forward_delay 0
            link add director type veth peer name outside netns {Director}
            link add server type veth peer name outside netns {RealServer}
            link set director master switch up
            link set server master switch up
            link set switch up
            addr add 10.0.0.2/24 dev switch
            route add {Vip} via 10.0.0.1
        WORDS
        ip -n {Director} -batch - <<WORDS
            link add inside type veth peer name inside netns {RealServer}
            link set lo up
            link set outside up
            link set inside up
            addr add 10.0.0.1/24 dev outside
            addr add 172.16.0.1/24 dev inside
            addr add {Vip}/32 dev lo
        WORDS
        ip netns exec {RealServer} sh -c 'cd /proc/sys/net/ipv4/conf && echo 1 >all/arp_ignore && echo 2 >all/arp_announce &&
            for name in all inside tunl0; do echo 0 >$name/rp_filter; done'
        ip -n {RealServer} -batch - <<WORDS
            link set lo up
            link set outside up
            link set inside up
            link set tunl0 up
            addr add 10.0.0.3/24 dev outside
            addr add {Server}/24 dev inside
            addr add {Vip}/32 dev lo
        WORDS
        """;

    private EchoServer? _server;

    private SelfTestNetwork()
    {
    }

    /// <summary>Makes it. The real server takes packets of direct routing and of tunnels.</summary>
    public static async Task<SelfTestNetwork> CreateAsync()
    {
        await DoAsync("sh", "-ec", Up);
        return new SelfTestNetwork();
    }

    /// <summary>Leaves the real server no way to clients but by the director, which address translation needs.</summary>
    public static Task AnswerThroughDirectorAsync() =>
        DoAsync("sh", "-ec", $"ip -n {RealServer} link del outside; ip -n {RealServer} route add default via 172.16.0.1");

    /// <summary>Starts the server on the real server.</summary>
    public void StartServer() => _server = EchoServer.Start(RealServer, Port);

    /// <summary>Kills it.</summary>
    public void KillServer() => _server?.Kill();

    /// <summary>Sends a file from the client by way of the virtual address to the server, which sends it back.</summary>
    /// <returns>The checksum of what came back.</returns>
    /// <exception cref="SocketException">The connection was refused or reset.</exception>
    public static async Task<string> TransferAsync(byte[] file)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var socket = NetworkNamespace.Call(Client, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(Vip), Port), timeout.Token);
        await using var stream = new NetworkStream(socket);
        var greeting = new byte[RealServer.Length + 1];
        await stream.ReadExactlyAsync(greeting, timeout.Token);
        var back = new byte[file.Length];
        await Task.WhenAll(stream.WriteAsync(file, timeout.Token).AsTask(), stream.ReadExactlyAsync(back, timeout.Token).AsTask());
        return Sum(back);
    }

    /// <summary>A file's checksum.</summary>
    public static string Sum(byte[] file) => Convert.ToHexString(SHA256.HashData(file));

    /// <summary>The director's table, as <see cref="Ipvsadm"/> gives it.</summary>
    public static async Task<string> TableAsync() =>
        Ipvsadm.Sorted((await Shell.RunAsync("ip", "netns", "exec", Director, "ipvsadm-save", "-n")).Expect(0).Output.Split('\n'));

    public async ValueTask DisposeAsync()
    {
        KillServer();
        await DoAsync("sh", "-c", $"for name in {Client} {Director} {RealServer}; do ip netns del $name; done");
    }

    private static async Task DoAsync(params string[] command) => (await Shell.RunAsync(command)).Expect(0);
}

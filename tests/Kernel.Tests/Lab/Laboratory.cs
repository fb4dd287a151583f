using System.Collections.Concurrent;
using System.Net;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// Real servers and a client around this process's network namespace, which is the director: the network that
/// <c>tests/lab/network</c> makes, with direct routing. Usable only inside <c>tests/lab/with-ipvs</c>.
/// </summary>
public sealed class Laboratory : IAsyncLifetime
{
    public const int Port = 5432;
    public const int ServerCount = 4;
    public const string Client = "client";

    private static readonly ConcurrentDictionary<string, bool> Unplugged = new(StringComparer.Ordinal);

    private readonly Dictionary<string, EchoServer> _servers = new(StringComparer.Ordinal);

    /// <summary>The virtual address that most tests use.</summary>
    public static string Vip => "10.77.0.50";

    /// <summary>A second virtual address.</summary>
    public static string OtherVip => "10.77.0.51";

    /// <summary>The folder into which the programs under test were installed.</summary>
    public static string Installed => Environment.GetEnvironmentVariable("LVSDR_INSTALLED")
        ?? throw new InvalidOperationException("LVSDR_INSTALLED does not say where the programs are; ./test.sh kernel sets it.");

    private static bool IsInside => Environment.GetEnvironmentVariable("LVSDR_LAB") is not null;

    /// <summary>The address of real server 1, 2, 3 or 4.</summary>
    public static string Address(int number) => $"10.77.0.1{number}";

    /// <summary>Skips the calling test, with the reason, outside the laboratory: it would change this machine's network.</summary>
    /// <exception cref="SkipException">This process is outside.</exception>
    public static void SkipOutside()
    {
        Skip.IfNot(IsInside, "This test changes the network and runs inside tests/lab/with-ipvs only; ./test.sh kernel does that.");
        KernelRequirement.SkipUnlessIpvs();
    }

    public async Task InitializeAsync()
    {
        if (!IsInside)
        {
            return;
        }

        (await Shell.RunAsync(Script("network"), "up", $"{ServerCount}")).Expect(0);
        // Seconds for which IPVS remembers a connection: established, closing, UDP. With its 120 for closing no drain would end here.
        await Ipvsadm.DoAsync("--set 900 1 300");
        await RestoreAsync();
    }

    public async Task DisposeAsync()
    {
        if (IsInside)
        {
            (await Shell.RunAsync(Script("network"), "down")).Expect(0);
        }
    }

    /// <summary>Every server runs, every cable is plugged in, the table is empty.</summary>
    public async Task RestoreAsync()
    {
        foreach (var host in Unplugged.Keys)
        {
            await MendAsync(host);
        }

        for (var number = 1; number <= ServerCount; number++)
        {
            StartServer(number);
        }

        await Ipvsadm.DoAsync("-C");
    }

    /// <summary>Starts the server of a real server unless it runs.</summary>
    public void StartServer(int number)
    {
        var name = $"rs{number}";
        if (!_servers.ContainsKey(name))
        {
            _servers[name] = EchoServer.Start(name, Port);
        }
    }

    /// <summary>Kills the server of a real server, as <c>kill -9</c> would.</summary>
    public void KillServer(int number)
    {
        Assert.True(_servers.Remove($"rs{number}", out var server), $"There is no server on rs{number}.");
        server.Kill();
    }

    /// <summary>Connects from the client and keeps the connection open.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It was refused or reset.</exception>
    /// <exception cref="OperationCanceledException">Nobody answered within 3 s.</exception>
    public static Task<HeldConnection> HoldAsync(string? address = null) =>
        HeldConnection.OpenAsync(Client, new IPEndPoint(IPAddress.Parse(address ?? Vip), Port));

    /// <summary>Opens and closes so many connections from the client, and says which real servers answered, in order.</summary>
    public static async Task<IReadOnlyList<string>> ConnectAsync(int times, string? address = null)
    {
        var answers = new List<string>();
        for (var time = 0; time < times; time++)
        {
            using var connection = await HoldAsync(address);
            answers.Add(connection.Server);
        }

        return answers;
    }

    /// <summary>Unplugs the cable of a host.</summary>
    public static async Task CutAsync(string host)
    {
        Unplugged[host] = true;
        (await Shell.RunAsync(Script("network"), "cut", host)).Expect(0);
    }

    /// <summary>Plugs the cable of a host in again.</summary>
    public static async Task MendAsync(string host)
    {
        (await Shell.RunAsync(Script("network"), "mend", host)).Expect(0);
        Unplugged.TryRemove(host, out _);
    }

    /// <summary>A script of <c>tests/lab</c>.</summary>
    public static string Script(string name) => Repository.PathOf("tests/lab/" + name);
}

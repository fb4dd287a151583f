using LvsPluggable.Kernel.Tests.RealServer;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// The host of the last real server as a second director: a cable between the two directors' eth1, and the virtual address on
/// whichever of them directs.
/// </summary>
internal sealed class OtherDirector : IAsyncDisposable
{
    private readonly string _folder;

    private OtherDirector(string folder)
    {
        _folder = folder;
    }

    /// <summary>Its network namespace.</summary>
    public static string Name => $"rs{Laboratory.ServerCount}";

    /// <summary>Plugs the cable in.</summary>
    /// <param name="folder">A folder of the test; the agents of the node keep their state in it.</param>
    public static async Task<OtherDirector> CreateAsync(string folder)
    {
        Laboratory.SkipOutside();
        await IpAsync($"link add eth1 type veth peer name eth1 netns {Name}");
        await IpAsync("addr add 10.78.0.1/24 dev eth1");
        await IpAsync("link set eth1 up");
        await IpAsync($"-n {Name} addr add 10.78.0.2/24 dev eth1");
        await IpAsync($"-n {Name} link set eth1 up");
        return new OtherDirector(Directory.CreateDirectory(Path.Combine(folder, Name)).FullName);
    }

    /// <summary>Runs an action of the agent lvsdr-realsvr on it.</summary>
    public Task<CommandResult> RealServerAsync(string action, IReadOnlyDictionary<string, string> parameters)
    {
        var environment = parameters.ToDictionary(pair => "OCF_RESKEY_" + pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        environment["OCF_ROOT"] = "/usr/lib/ocf";
        environment["OCF_RESOURCE_INSTANCE"] = "sync";
        environment["HA_RSCTMP"] = _folder;
        return Shell.RunAsync(
            ["ip", "netns", "exec", Name, RealServerNode.AgentFile, action], environment, TimeSpan.FromSeconds(60));
    }

    /// <summary>The connections that it knows of, as <c>ipvsadm -Lnc</c> prints them.</summary>
    public static async Task<string> ConnectionsAsync() =>
        (await Shell.RunAsync("ip", "netns", "exec", Name, "ipvsadm", "-L", "-n", "-c")).Expect(0).Output;

    /// <summary>It gets the virtual address, as IPaddr2 moves it: the network hears of it at once.</summary>
    public static async Task TakeAddressAsync()
    {
        await IpAsync($"addr del {Laboratory.Vip}/32 dev eth0");
        await IpAsync($"-n {Name} addr add {Laboratory.Vip}/32 dev eth0");
        await IpAsync($"-n {Laboratory.Client} neigh flush all");
    }

    /// <summary>The director has its address again, and the cable is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await IpAsync($"-n {Name} addr flush dev eth0 to {Laboratory.Vip}/32");
        await IpAsync($"addr replace {Laboratory.Vip}/32 dev eth0");
        await IpAsync($"-n {Laboratory.Client} neigh flush all");
        await IpAsync("link del eth1");
    }

    private static async Task IpAsync(string words) => (await Shell.RunAsync(["ip", .. words.Split(' ')])).Expect(0);
}

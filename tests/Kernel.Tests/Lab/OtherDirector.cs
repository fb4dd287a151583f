using System.Globalization;
using LvsPluggable.Kernel.Tests.RealServer;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// The host of the last real server as a second director: a cable between the two directors' eth1, and the virtual address on
/// whichever of them directs.
/// </summary>
internal sealed class OtherDirector : IAsyncDisposable
{
    private OtherDirector()
    {
    }

    /// <summary>Its network namespace.</summary>
    public static string Name => $"rs{Laboratory.ServerCount}";

    /// <summary>Plugs the cable in.</summary>
    public static async Task<OtherDirector> CreateAsync()
    {
        Laboratory.SkipOutside();
        await IpAsync($"link add eth1 type veth peer name eth1 netns {Name}");
        await IpAsync("addr add 10.78.0.1/24 dev eth1");
        await IpAsync("link set eth1 up");
        await IpAsync($"-n {Name} addr add 10.78.0.2/24 dev eth1");
        await IpAsync($"-n {Name} link set eth1 up");
        return new OtherDirector();
    }

    /// <summary>Runs an action of the agent lvsdr-realsvr on it.</summary>
    /// <param name="folder">A folder of the test; the agents of the node keep their state below it.</param>
    /// <param name="action">The action.</param>
    /// <param name="parameters">The agent's parameters.</param>
    /// <param name="instance">The name of the resource.</param>
    /// <param name="interval">How often Pacemaker does this, in milliseconds; 0: once.</param>
    public static Task<CommandResult> RealServerAsync(
        string folder, string action, IReadOnlyDictionary<string, string> parameters, string instance = "sync", int interval = 0)
    {
        var environment = parameters.ToDictionary(pair => "OCF_RESKEY_" + pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        environment["OCF_ROOT"] = "/usr/lib/ocf";
        environment["OCF_RESOURCE_INSTANCE"] = instance;
        environment["OCF_RESKEY_CRM_meta_interval"] = interval.ToString(CultureInfo.InvariantCulture);
        environment["HA_RSCTMP"] = Directory.CreateDirectory(Path.Combine(folder, Name)).FullName;
        return Shell.RunAsync(
            ["ip", "netns", "exec", Name, RealServerNode.AgentFile, action], environment, TimeSpan.FromSeconds(60));
    }

    /// <summary>Runs a command on it, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(params string[] command) =>
        (await Shell.RunAsync(["ip", "netns", "exec", Name, .. command])).Expect(0).Output;

    /// <summary>For how long it will remember a connection of the client, among those that earlier tests left; zero when it does not know it.</summary>
    public static async Task<TimeSpan> RemainingAsync(HeldConnection held)
    {
        // TCP 14:55 ESTABLISHED 10.77.0.100:40000 ...
        var line = (await RunAsync("ipvsadm", "-L", "-n", "-c")).Split('\n').FirstOrDefault(line =>
            line.StartsWith("TCP", StringComparison.Ordinal) && line.Contains($" ESTABLISHED {held.ClientEnd} ", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is null ? TimeSpan.Zero : TimeSpan.ParseExact(words[1], @"mm\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until it knows a connection of the client.</summary>
    public static Task KnowsAsync(HeldConnection held, TimeSpan within) => Eventually.HoldsAsync(
        async () => await RemainingAsync(held) > TimeSpan.Zero, "the other director should know the session.", within);

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

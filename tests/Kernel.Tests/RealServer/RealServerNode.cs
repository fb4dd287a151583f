using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.RealServer;

/// <summary>
/// A node for the agent lvsdr-realsvr: a network namespace with lo and eth0, and a second one, a client, at the other end of the
/// cable. They need root, and no IPVS. The node is 192.0.2.1 and 2001:db8::1, the client 192.0.2.2 and 2001:db8::2.
/// </summary>
internal sealed class RealServerNode : IAsyncDisposable
{
    public const string Vip = "192.0.2.50";
    public const string Vip6 = "2001:db8::50";

    private const string Settings = "/proc/sys/net/ipv4/conf/all/";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<string?> Missing = new(FindMissing);

    private readonly string _name = $"node{Guid.NewGuid().ToString("N")[..8]}";
    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-node.").FullName;

    private RealServerNode()
    {
    }

    /// <summary>The agent's file.</summary>
    public static string AgentFile { get; } = Repository.PathOf("agent/lvsdr-realsvr");

    /// <summary>The client's namespace.</summary>
    public string Client => _name + "c";

    /// <summary>A folder that is first on the agent's PATH.</summary>
    public string Programs => Path.Combine(_folder, "bin");

    /// <summary>Where the agents, this one and others, keep their state.</summary>
    public string Run => Path.Combine(_folder, "run");

    /// <summary>Makes the node, or skips the calling test where that is impossible.</summary>
    public static async Task<RealServerNode> CreateAsync()
    {
        Skip.If(Missing.Value is not null, Missing.Value);
        var node = new RealServerNode();
        Directory.CreateDirectory(node.Programs);
        Directory.CreateDirectory(node.Run);
        (await Shell.RunAsync("ip", "netns", "add", node._name)).Expect(0);
        (await Shell.RunAsync("ip", "netns", "add", node.Client)).Expect(0);
        await node.IpAsync($"link add eth0 type veth peer name eth0 netns {node.Client}");
        foreach (var (name, host) in new[] { (node._name, 1), (node.Client, 2) })
        {
            // Without a link-local address, which would come at a moment of its own.
            var script = $"link set lo up\nlink set eth0 addrgenmode none\nlink set eth0 up\naddr add 192.0.2.{host}/24 dev eth0\n"
                + $"addr add 2001:db8::{host}/64 dev eth0 nodad\n";
            var file = Path.Combine(node._folder, "batch");
            await File.WriteAllTextAsync(file, script);
            (await Shell.RunAsync("ip", "-n", name, "-batch", file)).Expect(0);
        }

        return node;
    }

    /// <summary>Runs ip with these words on the node and returns what it prints.</summary>
    public async Task<string> IpAsync(string words) =>
        (await Shell.RunAsync(["ip", "-n", _name, .. words.Split(' ')])).Expect(0).Output;

    /// <summary>The addresses of an interface: address with prefix, then label; sorted, one a line.</summary>
    public async Task<string> AddressesAsync(string device = "lo")
    {
        var lines = (await IpAsync($"-o addr show dev {device}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Ipvsadm.Sorted(lines
            .Select(line => line.Split('\\')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(words => words[2] == "inet" ? $"{words[3]} {words[^1]}" : words[3]));
    }

    /// <summary>All addresses and all routes of the node, as text to be compared.</summary>
    public async Task<string> EverythingAsync()
    {
        var addresses = await AddressesAsync() + "\n" + await AddressesAsync("eth0");
        return $"{addresses}\n{await IpAsync("route show table all")}\n{await IpAsync("-6 route show table all")}";
    }

    /// <summary>arp_ignore and arp_announce.</summary>
    public (int Ignore, int Announce) ArpSettings => NetworkNamespace.Call(
        _name, () => (int.Parse(File.ReadAllText(Settings + "arp_ignore")), int.Parse(File.ReadAllText(Settings + "arp_announce"))));

    /// <summary>Changes one of the two as somebody else on the node might.</summary>
    public void Set(string name, int value) => NetworkNamespace.Call(_name, () =>
    {
        File.WriteAllText(Settings + name, $"{value}\n");
        return value;
    });

    /// <summary>Runs an action of the agent as Pacemaker would; a monitor without an interval is a probe.</summary>
    public Task<CommandResult> DoAsync(
        string action, string vip = Vip, string instance = "one", string? label = null, string? interval = null)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["OCF_RESKEY_vip"] = vip };
        if (label is not null)
        {
            environment["OCF_RESKEY_nic_lo"] = label;
        }

        if (interval is not null)
        {
            environment["OCF_RESKEY_CRM_meta_interval"] = interval;
        }

        return CommandAsync([AgentFile, action], instance, environment);
    }

    /// <summary>The recurring monitor.</summary>
    public Task<CommandResult> MonitorAsync(string vip = Vip, string instance = "one") =>
        DoAsync("monitor", vip, instance, interval: "10000");

    /// <summary>Runs any command on the node, in the environment of an action.</summary>
    public Task<CommandResult> CommandAsync(string[] command, string instance, Dictionary<string, string?> environment)
    {
        environment["OCF_ROOT"] = "/usr/lib/ocf";
        environment["OCF_RESOURCE_INSTANCE"] = instance;
        environment["OCF_RESKEY_CRM_meta_timeout"] = "20000";
        environment["HA_RSCTMP"] = Run;
        environment["PATH"] = $"{Programs}:/usr/sbin:/bin:/usr/bin";
        return Shell.RunAsync(["ip", "netns", "exec", _name, .. command], environment, Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync("ip", "netns", "del", _name);
        await Shell.RunAsync("ip", "netns", "del", Client);
        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindMissing()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "only root can make network namespaces";
        }

        var tried = Shell.RunAsync("unshare", "--net", "ip", "link", "add", "name", "try", "type", "veth").GetAwaiter().GetResult();
        return tried.ExitCode == 0 ? null : $"network namespaces with cables cannot be made here: {tried.Error}";
    }
}

using LvsPluggable.Kernel.Tests.Lab;
using LvsPluggable.Kernel.Tests.RealServer;

namespace LvsPluggable.Kernel.Tests.Promotable;

/// <summary>
/// A node for the agent lvs, on a network of its own: with the agents that it is made of, and stubs for the host, for ipvsadm, for the
/// kernel's table and for the cluster's attributes.
/// </summary>
internal sealed class PromotableNode : IAsyncDisposable
{
    public const string Vip = RealServerNode.Vip;
    public const string Vip6 = RealServerNode.Vip6;

    private const string Header = "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n"
        + "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n";

    private const string Instance = "reads";

    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-promotable.").FullName;

    private PromotableNode(RealServerNode network) => Network = network;

    public RealServerNode Network { get; }

    /// <summary>Those of the resource.</summary>
    public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal) { ["vip"] = Vip, ["port"] = "5432" };

    /// <summary>The promotion score that the cluster was told last, or that there is none any more.</summary>
    public string Score => Got("attributes").Split('\n').LastOrDefault(line => line.Contains("--promotion", StringComparison.Ordinal))?.Split(' ')[^1] ?? "";

    /// <summary>Makes the node, or skips the calling test where that is impossible.</summary>
    public static async Task<PromotableNode> CreateAsync()
    {
        var node = new PromotableNode(await RealServerNode.CreateAsync());
        Directory.CreateDirectory(node.Stub);
        foreach (var agent in new[] { "lvs", "lvsdr", "lvsdr-realsvr" })
        {
            var text = File.ReadAllText(Repository.PathOf($"agent/{agent}"));
            Install(Path.Combine(node._folder, agent), text.Replace("\nIPVS_TABLE=/proc/net/ip_vs\n", $"\nIPVS_TABLE={node.Stub}/table\n", StringComparison.Ordinal));
        }

        Install(node.Host, File.ReadAllText(Repository.PathOf("tests/Host.Tests/Agent/stub-host")));
        Install(Path.Combine(node.Network.Programs, "ipvsadm"), File.ReadAllText(Repository.PathOf("tests/Host.Tests/Agent/stub-ipvsadm")));
        node.Program("crm_attribute", "echo \"$*\" >>\"$STUB/attributes\"");
        node.Program("logger", "exit 0");
        node.Put("table", Header);
        node.Put("services", $"-t {Vip}:5432\n");
        node.Put("new-table", Header + "TCP  C0000232:1538 rr \n");
        return node;
    }

    /// <summary>A program that the agents find in place of the system's.</summary>
    public void Program(string name, string script) => Install(Path.Combine(Network.Programs, name), "#!/bin/sh\n" + script + "\n");

    public void Put(string name, string text) => File.WriteAllText(Path.Combine(Stub, name), text);

    public void Remove(string name) => File.Delete(Path.Combine(Stub, name));

    public string Got(string name) => File.Exists(Path.Combine(Stub, name)) ? File.ReadAllText(Path.Combine(Stub, name)) : "";

    /// <summary>The kernel has the service of the parameters, and nobody has it on record.</summary>
    public void LeaveService() => Put("table", Got("new-table"));

    /// <summary>Runs an action as Pacemaker would; a monitor without an interval is a probe.</summary>
    public Task<CommandResult> DoAsync(string action, bool isRecurring = false)
    {
        var environment = Parameters.ToDictionary(pair => $"OCF_RESKEY_{pair.Key}", pair => (string?)pair.Value, StringComparer.Ordinal);
        environment["LVSDR_HOST"] = Host;
        environment["STUB"] = Stub;
        if (isRecurring)
        {
            environment["OCF_RESKEY_CRM_meta_interval"] = "5000";
        }

        return Network.CommandAsync([Path.Combine(_folder, "lvs"), action], Instance, environment);
    }

    /// <summary>The recurring monitor.</summary>
    public Task<CommandResult> MonitorAsync() => DoAsync("monitor", isRecurring: true);

    /// <summary>Runs actions that succeed.</summary>
    public async Task DoAllAsync(params string[] actions)
    {
        foreach (var action in actions)
        {
            (await DoAsync(action)).Expect(OcfCode.Success);
        }
    }

    /// <summary>The interfaces that have an address, sorted, with the length of its prefix: "eth0/24 lo/32".</summary>
    public async Task<string> PlacesAsync(string vip = Vip) => string.Join(' ', (await Network.IpAsync($"-o addr show to {vip}"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(words => $"{words[1]}/{words[3].Split('/')[1]}")
        .Order(StringComparer.Ordinal));

    /// <summary>Asserts that these addresses have been announced, each on its interface; no action ends before that.</summary>
    public void HasAnnounced(params string[] announcements) => Assert.Equal(string.Concat(announcements.Select(words => $"announce {words}\n")), Got("announced"));

    public async ValueTask DisposeAsync()
    {
        Remove("slow");
        Remove("stuck");
        await DoAsync("stop");
        await Network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Nobody has a host here any more.</summary>
    public void RemoveHost() => File.Delete(Host);

    /// <summary>Kills the host, and what would start it again.</summary>
    public async Task KillHostAsync()
    {
        foreach (var record in new[] { "supervisor", "pid" })
        {
            var process = File.ReadAllText(Path.Combine(Network.Run, $"lvsdr-{Instance}", record)).Split(' ')[0];
            (await Shell.RunAsync("pkill", "-KILL", "-s", process)).Expect(0);
            await Eventually.HoldsAsync(() => !Directory.Exists($"/proc/{process}"), "the process should have ended.");
        }
    }

    /// <summary>Loses what the agents have on record, as when somebody clears their folder.</summary>
    public void LoseRecords()
    {
        foreach (var folder in Directory.GetDirectories(Network.Run))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Stub => Path.Combine(_folder, "stub");

    private string Host => Path.Combine(_folder, "stub-host");

    private static void Install(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }
}

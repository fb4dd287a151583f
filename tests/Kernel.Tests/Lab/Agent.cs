using System.Diagnostics;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>One instance of the resource: the OCF agent with its parameters, run as Pacemaker would.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly string _instance;
    private readonly string _folder;

    /// <param name="instance">The resource's name.</param>
    /// <param name="folder">A folder of the test; the agent keeps its state in it.</param>
    public Agent(string instance, string folder)
    {
        _instance = instance;
        _folder = folder;
    }

    /// <summary>Where the agent lvsdr is installed.</summary>
    public static string File => FileOf("lvsdr");

    /// <summary>Which agent it is: lvsdr, or lvs.</summary>
    public string Kind { get; init; } = "lvsdr";

    /// <summary>The resource's parameters; may be changed between actions.</summary>
    public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The process id of the resident host; 0 while none is on record.</summary>
    public int HostId => ReadId("pid");

    /// <summary>Whether the host has come so far for a kill that should hit another moment each time: begun, written a heartbeat, or longer.</summary>
    public bool HostIsStarting(int stage) => (stage % 3) switch
    {
        0 => true,
        1 => System.IO.File.Exists(Path.Combine(State, "heartbeat")),
        _ => System.IO.File.Exists(Path.Combine(State, "control")),
    };

    /// <summary>The network namespace of the director; null for this process's own.</summary>
    public string? Namespace { get; init; }

    /// <summary>Where the agent finds the host.</summary>
    public string Host { get; set; } = Path.Combine(Laboratory.Installed, "usr/lib/lvsdr/lvsdr");

    /// <summary>The folder of what outlives a host.</summary>
    public string Memory => Path.Combine(_folder, "memory");

    /// <summary>Where an agent is installed.</summary>
    public static string FileOf(string kind) => Path.Combine(Laboratory.Installed, "usr/lib/ocf/resource.d/lvs", kind);

    private string State => Path.Combine(_folder, "lvsdr-" + _instance);

    public Task<CommandResult> StartAsync() => RunAsync("start");

    public Task<CommandResult> StopAsync() => RunAsync("stop");

    public Task<CommandResult> ReloadAsync() => RunAsync("reload-agent");

    /// <summary>The recurring monitor.</summary>
    public Task<CommandResult> MonitorAsync() => RunAsync("monitor");

    /// <summary>What people do after an upgrade.</summary>
    public Task<CommandResult> RestartAsync() => CallAsync("restart", "--adopt", _instance);

    /// <summary>Runs one of the commands for people.</summary>
    public Task<CommandResult> CallAsync(params string[] words) => Shell.RunAsync(
        [Host, .. words],
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["HA_RSCTMP"] = _folder, ["LVSDR_MEMORY"] = Memory },
        TimeSpan.FromSeconds(150));

    /// <summary>Runs an action with Pacemaker's environment.</summary>
    public Task<CommandResult> RunAsync(string action)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OCF_ROOT"] = "/usr/lib/ocf",
            ["OCF_RA_VERSION_MAJOR"] = "1",
            ["OCF_RA_VERSION_MINOR"] = "1",
            ["OCF_RESOURCE_INSTANCE"] = _instance,
            ["OCF_RESOURCE_TYPE"] = Kind,
            ["OCF_RESKEY_crm_feature_set"] = "3.16.2",
            ["OCF_RESKEY_CRM_meta_timeout"] = "60000",
            ["HA_RSCTMP"] = _folder,
            ["LVSDR_HOST"] = Host,
            ["LVSDR_MEMORY"] = Memory,
        };
        if (action == "monitor")
        {
            environment["OCF_RESKEY_CRM_meta_interval"] = "10000";
        }

        foreach (var (name, value) in Parameters)
        {
            environment["OCF_RESKEY_" + name] = value;
        }

        string[] inside = Namespace is null ? [] : ["ip", "netns", "exec", Namespace];
        return Shell.RunAsync([.. inside, FileOf(Kind), action], environment, TimeSpan.FromSeconds(60));
    }

    /// <summary>Sends the host a signal, as kill(1) names it.</summary>
    public async Task SignalAsync(string signal) => (await Shell.RunAsync("kill", "-" + signal, $"{HostId}")).Expect(0);

    /// <summary>Kills the host and, before, the supervisor that would start it again; waits until both are gone.</summary>
    public async Task KillAsync()
    {
        foreach (var file in new[] { "supervisor", "pid" })
        {
            using var process = Process.GetProcessById(ReadId(file));
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Stops it, if it runs, so that nothing of it reaches the next test.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(State) || Kind != "lvsdr")
        {
            await StopAsync();
        }
    }

    private int ReadId(string file)
    {
        var path = Path.Combine(State, file);
        return System.IO.File.Exists(path) && int.TryParse(System.IO.File.ReadAllText(path).Split(' ')[0], out var id) ? id : 0;
    }
}

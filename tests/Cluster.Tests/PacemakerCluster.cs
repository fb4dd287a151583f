using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Cluster.Tests;

/// <summary>
/// The cluster that <c>tests/lab/cluster</c> makes: three Pacemaker nodes with PostgreSQL, a database host outside, a client. The
/// virtual address of the primary follows the attribute that the pgsql agent sets, and standbys are real servers.
/// </summary>
public sealed class PacemakerCluster : IAsyncLifetime
{
    /// <summary>The node names.</summary>
    public static readonly IReadOnlyList<string> Nodes = ["node1", "node2", "node3"];

    // A booted kernel is slow, and a node that boots needs half a minute.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(400);

    private static readonly Dictionary<string, string?> NoEnvironment = new(StringComparer.Ordinal);

    private const string Director = "lvsdr";
    private const string Promotable = "reads";

    private readonly string _script = Repository.PathOf("tests/lab/cluster");
    private string? _configured;

    private static bool IsInside => Environment.GetEnvironmentVariable("LVSDR_LAB") is not null;

    /// <summary>Skips the calling test, with the reason, outside the laboratory: it would change this machine's network.</summary>
    /// <exception cref="SkipException">This process is outside.</exception>
    public static void SkipOutside() =>
        Skip.IfNot(IsInside, "This test makes a Pacemaker cluster and runs inside tests/lab/with-ipvs only; ./test.sh cluster does that.");

    /// <summary>What pcs says of the agents lvsdr and lvs on a cluster without resources.</summary>
    public IReadOnlyList<string> Described { get; private set; } = [];

    /// <summary>The resource that directs.</summary>
    public string Resource { get; private set; } = Director;

    public async Task InitializeAsync()
    {
        if (!IsInside)
        {
            return;
        }

        await DoAsync("up");
        // Before anything runs, as people look before they configure: Pacemaker gives an agent 30 s for its meta-data, which are few in a
        // booted kernel where three nodes are busy.
        Described = [await PcsAsync("resource describe ocf:lvs:lvsdr"), await PcsAsync("resource describe ocf:lvs:lvs")];
        await DoAsync("primary-vip");
    }

    public async Task DisposeAsync()
    {
        if (IsInside)
        {
            await DoAsync("down");
        }
    }

    /// <summary>
    /// Makes what the README makes on an empty cluster, or docs/pacemaker.md, by one of the ways of the script's walk, unless it is there already.
    /// </summary>
    public async Task WalkAsync(string way)
    {
        await DoAsync("heal");
        await WalkUnlessThereAsync(way);
        await DoAsync("settled");
    }

    /// <summary>Creates the resource lvsdr with these parameters, and its constraints, unless it has them already.</summary>
    /// <param name="parameters">The text that people give to <c>pcs resource create</c>.</param>
    public async Task ConfigureAsync(string parameters)
    {
        await DoAsync("heal");
        if (IsConfigured(parameters))
        {
            return;
        }

        if (Resource != Director || _configured is null)
        {
            await WalkUnlessThereAsync("pcs");
        }

        await CreateDirectorAsync("ocf:lvs:lvsdr", parameters);
        _configured = parameters;
    }

    /// <summary>Creates the resource lvsdr of the shell agent, on nodes that have no other yet, with these parameters and its constraints.</summary>
    /// <inheritdoc cref="ConfigureAsync" path="/param"/>
    public async Task ConfigureShellAgentAsync(string parameters)
    {
        await DoAsync("heal");
        await DoAsync(["shell-agent", .. Nodes]);
        await WalkUnlessThereAsync("pcs");
        await CreateDirectorAsync("ocf:heartbeat:lvsdr", parameters);
    }

    /// <summary>Creates the promotable resource reads with these parameters alone, unless it has them already.</summary>
    /// <inheritdoc cref="ConfigureAsync" path="/param"/>
    public async Task ConfigurePromotableAsync(string parameters)
    {
        await DoAsync("heal");
        if (IsConfigured($"{Promotable} {parameters}"))
        {
            return;
        }

        await ClearAsync();
        await PcsAsync($"resource create {Promotable} ocf:lvs:lvs vip=10.77.0.50 port=5432 {parameters} promotable promoted-max=1 interleave=true");
        Resource = Promotable;
        await DoAsync("settled");
        _configured = $"{Promotable} {parameters}";
    }

    /// <summary>Makes the cluster well and takes every resource away that balances; somebody else is to create reads.</summary>
    public async Task EmptyAsync()
    {
        await DoAsync("heal");
        await ClearAsync();
        Resource = Promotable;
    }

    /// <summary>Changes the resource that directs: the text that people give to <c>pcs resource update</c>.</summary>
    public async Task UpdateAsync(string parameters)
    {
        _configured = $"{_configured} | {parameters}";
        await PcsAsync($"resource update {Resource} {parameters}");
        await DoAsync("settled");
    }

    /// <summary>Does on the nodes what a section of docs/plugins.md says.</summary>
    public async Task GuideAsync(string section)
    {
        _configured = null;
        await DoAsync("guide", section);
    }

    /// <summary>Runs pcs on a node that lives, with arguments as people type them.</summary>
    public async Task<string> PcsAsync(string arguments)
    {
        foreach (var node in Nodes)
        {
            if ((await RunAsync("on", node, "crm_node", "-q")).ExitCode == 0)
            {
                return await DoAsync("on", node, "bash", "-c", $"pcs {arguments}");
            }
        }

        throw new InvalidOperationException("No node is running.");
    }

    /// <summary>A command of <c>tests/lab/cluster</c> that has to succeed; returns what it printed.</summary>
    public async Task<string> DoAsync(params string[] command) => (await RunAsync(command)).Expect(0).Output.Trim();

    /// <summary>A command of <c>tests/lab/cluster</c>.</summary>
    public async Task<CommandResult> RunAsync(params string[] command) =>
        await Shell.RunAsync([_script, .. command], NoEnvironment, Limit);

    /// <summary>Waits until the director's table has exactly these lines: address and weight.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It did not in time; the message shows what the cluster says of itself.</exception>
    public async Task TableBecomesAsync(IEnumerable<string> lines, TimeSpan within, string what)
    {
        try
        {
            await Eventually.EqualAsync(
                string.Join('\n', lines.Order(StringComparer.Ordinal)), async () => await DoAsync("table"), what, within);
        }
        catch (Xunit.Sdk.XunitException wrong)
        {
            Assert.Fail($"{wrong.Message}\n{await DoAsync("explain")}");
        }
    }

    /// <summary>The number of the host's process, and with it the node: <c>node2 4711</c>.</summary>
    public async Task<string> HostAsync()
    {
        var node = await DoAsync("director");
        return $"{node} {await DoAsync("on", node, "cat", $"/run/resource-agents/lvsdr-{Resource}/pid")}";
    }

    /// <summary>Opens connections from the client, and says how many each server answered.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ConnectAsync(int times)
    {
        var lines = (await DoAsync("connect", $"{times}")).Split('\n');
        return lines.Select(line => line.Split(' ', 2)).ToDictionary(
            parts => parts[1], parts => int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private async Task CreateDirectorAsync(string agent, string parameters)
    {
        _configured = null;
        await DeleteAsync(Director);
        // In one command, as monitor 190 would show until the constraints keep the two together.
        await PcsAsync(
            $"resource create {Director} {agent} vip=10.77.0.50 port=5432 {parameters} "
            + "op start timeout=60s op stop timeout=60s op monitor interval=5s timeout=30s --disabled");
        await PcsAsync($"constraint colocation add {Director} with read-vip INFINITY");
        await PcsAsync($"constraint order start {Director} then start read-vip");
        await PcsAsync($"resource enable {Director}");
        await DoAsync("settled");
    }

    private bool IsConfigured(string configuration) => string.Equals(_configured, configuration, StringComparison.Ordinal);

    private async Task WalkUnlessThereAsync(string way)
    {
        if (IsConfigured($"walked {way}"))
        {
            return;
        }

        await ClearAsync();
        await DoAsync("walk", way);
        Resource = way == "promotable" || way.StartsWith("readme", StringComparison.Ordinal) ? Promotable : Director;
        _configured = $"walked {way}";
    }

    // Until everything is made a test that failed halfway may have left any part out.
    private async Task ClearAsync()
    {
        _configured = null;
        await DeleteAsync(Director, "read-vip", "lvsdr-realsvr", Promotable);
    }

    private async Task DeleteAsync(params string[] resources)
    {
        foreach (var resource in resources)
        {
            await DoAsync("on", Nodes[0], "bash", "-c", $"if pcs resource config {resource} >/dev/null 2>&1; then pcs resource delete {resource}; fi");
        }
    }
}

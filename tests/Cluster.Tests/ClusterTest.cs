namespace LvsPluggable.Cluster.Tests;

/// <summary>What the tests share: the cluster, who is who in it, and sessions that are closed at the end.</summary>
[Collection(ClusterCollection.Name)]
public abstract class ClusterTest(PacemakerCluster cluster) : IAsyncLifetime
{
    /// <summary>
    /// Psql takes half a second of a booted kernel's one processor. So there its scripts are asked less often, and may take longer.
    /// </summary>
    internal const string Slowly = "check_interval=5s check_timeout=15s source_interval=3s source_timeout=15s";

    /// <summary>Long enough for whatever is not measured.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Session> _sessions = [];

    private protected PacemakerCluster Cluster { get; } = cluster;

    private protected string Primary { get; private set; } = "";

    /// <summary>The nodes with a standby.</summary>
    private protected IReadOnlyList<string> Standbys =>
        [.. PacemakerCluster.Nodes.Where(node => !string.Equals(node, Primary, StringComparison.Ordinal))];

    /// <summary>The lines of a table with every standby, the one outside the cluster included.</summary>
    private protected IEnumerable<string> AllLines => [.. Standbys.Select(node => $"{AddressOf(node)} 1"), $"{AddressOf("outside")} 1"];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.DisposeAsync();
        }
    }

    internal static string AddressOf(string host) => host switch
    {
        "outside" => "10.77.0.4",
        _ => $"10.77.0.{host["node".Length..]}",
    };

    /// <summary>Makes the cluster well and configures lvsdr.</summary>
    private protected async Task BeginAsync(string parameters)
    {
        PacemakerCluster.SkipOutside();
        await Cluster.ConfigureAsync(parameters);
        Primary = await Cluster.DoAsync("primary");
    }

    /// <summary>Does what docs/pacemaker.md says with the command that begins so, with one word of it replaced.</summary>
    private protected async Task AsWrittenAsync(string beginning, string word = "", string replacement = "")
    {
        var command = (await File.ReadAllTextAsync(Repository.PathOf("docs/pacemaker.md"))).Replace("\\\n", "", StringComparison.Ordinal)
            .Split('\n').Single(line => line.StartsWith($"    {beginning}", StringComparison.Ordinal));
        await Cluster.DoAsync("on", Primary, "bash", "-ec", word.Length == 0 ? command : command.Replace(word, replacement, StringComparison.Ordinal));
    }

    /// <summary>Makes the cluster well and configures the promotable resource.</summary>
    private protected async Task BeginPromotableAsync(string parameters)
    {
        PacemakerCluster.SkipOutside();
        await Cluster.ConfigurePromotableAsync(parameters);
        Primary = await Cluster.DoAsync("primary");
    }

    /// <summary>Makes the cluster well and does on an empty one what the README says, or docs/pacemaker.md with <c>pcs</c> or <c>crm</c>.</summary>
    private protected async Task BeginAsWrittenAsync(string way)
    {
        PacemakerCluster.SkipOutside();
        await Cluster.WalkAsync(way);
        Primary = await Cluster.DoAsync("primary");
    }

    /// <summary>Opens sessions, at least one on each of so many servers.</summary>
    private protected async Task<IReadOnlyList<Session>> OpenSessionsAsync(int servers)
    {
        var sessions = await Session.OpenOnEachAsync(Cluster, servers);
        _sessions.AddRange(sessions);
        return sessions;
    }

    /// <summary>Makes another node the primary.</summary>
    private protected async Task PromoteAsync(string node)
    {
        await Cluster.DoAsync("promote", node);
        Primary = node;
    }
}

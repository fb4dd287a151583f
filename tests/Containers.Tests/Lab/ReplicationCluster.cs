using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;
using DotNet.Testcontainers.Volumes;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.PostgreSql;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>A primary and two standbys of one version on a network of their own; each test leaves it as it found it.</summary>
internal sealed class ReplicationCluster : IAsyncDisposable
{
    public const string Password = "Geheim-1";

    private const string Folder = "/clusters";

    private const string Access = """
        local   all         all             trust
        hostssl all         secured all     scram-sha-256
        host    all         secured all     reject
        host    all         all     all     trust
        host    replication all     all     trust
        """;

    private const string Roles = $"""
        CREATE ROLE lvsdr LOGIN;
        GRANT pg_monitor TO lvsdr;
        CREATE ROLE nobody LOGIN;
        SET password_encryption = 'scram-sha-256';
        CREATE ROLE secured LOGIN PASSWORD '{Password}';
        GRANT pg_monitor TO secured;
        CREATE TABLE things (id integer);
        """;

    private readonly INetwork _network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
    private readonly IVolume _volume = new VolumeBuilder().WithLogger(NullLogger.Instance).Build();
    private readonly List<Node> _nodes = [];
    private int _count;

    private ReplicationCluster(int major) => Major = major;

    public Node Primary { get; private set; } = null!;

    public Node Standby1 { get; private set; } = null!;

    public Node Standby2 { get; private set; } = null!;

    public int Major { get; }

    public Authority Authority { get; } = new("primary", "standby1", "standby2");

    public static async Task<ReplicationCluster> StartAsync(int major)
    {
        var cluster = new ReplicationCluster(major);
        try
        {
            await cluster.StartAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more standby, which is its test's own: to be disposed of.</summary>
    /// <param name="name">What it is called; no two are called the same.</param>
    /// <param name="upstream">The server that it receives log from.</param>
    public async Task<Node> StartStandbyAsync(string name, Node upstream)
    {
        var data = $"{Folder}/{name}{++_count}";
        await BaseBackup.TakeAsync(Primary, Major, $"{Folder}/{Primary.Name}", data);
        var node = Build(name, data);
        await StartAsync(node, data, upstream);
        return node;
    }

    /// <summary>Waits until a standby has replayed what the primary has written.</summary>
    public async Task CatchUpAsync(params Node[] standbys)
    {
        var position = await Primary.QueryAsync<string>("SELECT pg_current_wal_lsn()::text");
        foreach (var standby in standbys)
        {
            await Eventually.HoldsAsync(
                () => standby.QueryAsync<bool>($"SELECT pg_last_wal_replay_lsn() >= '{position}'"), $"{standby.Name} is at {position}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Enumerable.Reverse(_nodes))
        {
            await node.DisposeAsync();
        }

        await _network.DisposeAsync();
        await _volume.DisposeAsync();
        Authority.Dispose();
    }

    private async Task StartAsync()
    {
        await _network.CreateAsync();
        await _volume.CreateAsync();
        Primary = Keep(Build("primary", $"{Folder}/primary"));
        await Primary.StartAsync();
        var write = "cd \"$1\" && printf '%s\\n' \"$2\" >pg_hba.conf && printf '%s\\n' \"$3\" >server.crt && umask 077 "
            + "&& printf '%s\\n' \"$4\" >server.key && chown postgres server.key";
        await Primary.RunAsync("sh", "-c", write, "sh", $"{Folder}/primary", Access, Authority.Certificate, Authority.Key);
        await Primary.SetAsync("ssl", "on");
        await Primary.ExecuteAsync(Roles);
        (Standby1, Standby2) = (Keep(Build("standby1", $"{Folder}/standby1")), Keep(Build("standby2", $"{Folder}/standby2")));
        await BaseBackup.TakeAsync(Primary, Major, $"{Folder}/primary", $"{Folder}/standby1");
        await Primary.RunAsync("cp", "-a", $"{Folder}/standby1", $"{Folder}/standby2");
        await Task.WhenAll(
            StartAsync(Standby1, $"{Folder}/standby1", Primary), StartAsync(Standby2, $"{Folder}/standby2", Primary));
        await Primary.StreamsToAsync(2);
    }

    private async Task StartAsync(Node standby, string data, Node upstream)
    {
        var conninfo = $"host={upstream.Address} port={Node.Port} user=postgres application_name={standby.Name}";
        var write = "cd \"$1\" && : >standby.signal && printf '%s\\n' \"$2\" >>postgresql.auto.conf && chown -R postgres .";
        await Primary.RunAsync("sh", "-c", write, "sh", data, $"primary_conninfo = '{conninfo}'");
        await standby.StartAsync();

        // Until then it might be one that only receives.
        await Eventually.HoldsAsync(
            () => upstream.QueryAsync<bool>(
                $"SELECT count(replay_lsn) > 0 FROM pg_stat_replication WHERE application_name = '{standby.Name}' AND state = 'streaming'"),
            $"{standby.Name} has said how far it is");
    }

    private Node Keep(Node node)
    {
        _nodes.Add(node);
        return node;
    }

    // The folders of all servers are in one volume, as the primary's container makes those of the standbys.
    private Node Build(string name, string data)
    {
        string[] settings =
        [
            "autovacuum=off", "shared_buffers=16MB", Major < 13 ? "wal_keep_segments=256" : "wal_keep_size=256MB",
            "wal_retrieve_retry_interval=200ms",
        ];
        var builder = new PostgreSqlBuilder(Majors.Image(Major))
            .WithLogger(NullLogger.Instance)
            .WithUsername("postgres")
            .WithDatabase("postgres")
            .WithEnvironment("PGDATA", data)
            .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "trust")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--no-sync --wal-segsize=1")
            .WithNetwork(_network)
            .WithVolumeMount(_volume, Folder)
            .WithCommand([.. settings.SelectMany(setting => new[] { "-c", setting })]);
        return new Node(name, builder.Build());
    }
}

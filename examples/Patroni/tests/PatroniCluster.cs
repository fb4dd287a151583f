using Servers;

namespace Patroni.Tests;

/// <summary>Members of Patroni with PostgreSQL, over an etcd, that a test started.</summary>
internal sealed class PatroniCluster : IAsyncDisposable
{
    private readonly ServerFolder _folder = new();
    private readonly int _etcd = Port.Free();
    private readonly List<LocalServer> _servers = [];

    public async Task StartAsync()
    {
        ServerFolder.Require("etcd", "etcd-server");
        ServerFolder.Require("patroni", "patroni");
        ServerFolder.Require("pg_controldata", "postgresql");
        var (clients, peers) = ($"http://127.0.0.1:{_etcd}", $"http://127.0.0.1:{Port.Free()}");
        var server = _folder.Start(
            "etcd", "--data-dir", _folder["etcd"], "--listen-client-urls", clients, "--advertise-client-urls", clients, "--listen-peer-urls", peers,
            "--initial-advertise-peer-urls", peers, "--initial-cluster", $"default={peers}", "--unsafe-no-fsync");
        _servers.Add(server);
        await server.ListensAsync(_etcd);
    }

    /// <summary>Starts a member.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tags">What stands in its tags.</param>
    /// <param name="recovery">Settings of its recovery.</param>
    public async Task<PatroniMember> AddAsync(string name, string tags = "", string recovery = "")
    {
        var (rest, port) = (Port.Free(), Port.Free());
        var server = _folder.Start("patroni", _folder.Write($"{name}.yml", $$"""
            scope: test
            name: {{name}}
            restapi: { listen: "127.0.0.1:{{rest}}", connect_address: "127.0.0.1:{{rest}}" }
            etcd3: { host: "127.0.0.1:{{_etcd}}" }
            tags: { {{tags}} }
            bootstrap:
              dcs: { ttl: 20, loop_wait: 1, retry_timeout: 3, postgresql: { parameters: { fsync: "off" } } }
              initdb: [ { auth-local: trust }, { auth-host: trust }, { username: lvsdr } ]
              pg_hba: [ "local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust" ]
            postgresql:
              listen: 127.0.0.1:{{port}}
              connect_address: 127.0.0.1:{{port}}
              data_dir: {{_folder[$"data-{name}"]}}
              bin_dir: {{Path.GetDirectoryName(ServerFolder.Find("pg_controldata"))}}
              pgpass: {{_folder[$"pgpass-{name}"]}}
              authentication: { superuser: { username: lvsdr }, replication: { username: lvsdr } }
              recovery_conf: { {{recovery}} }
              parameters: { unix_socket_directories: {{_folder.MakeFolder($"sockets-{name}")}} }
            """));
        _servers.Add(server);
        await server.ListensAsync(rest);
        return new PatroniMember { Server = server, Interface = new Uri($"http://127.0.0.1:{rest}"), Port = port };
    }

    /// <summary>Runs a statement in a member's PostgreSQL.</summary>
    public Task DoAsync(PatroniMember member, string statement) =>
        _folder.RunAsync("psql", "-X", "-q", "-h", "127.0.0.1", "-p", $"{member.Port}", "-U", "lvsdr", "-d", "postgres", "-c", statement);

    public async ValueTask DisposeAsync()
    {
        // Patroni ends its PostgreSQL, and etcd last.
        foreach (var server in _servers.AsEnumerable().Reverse())
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }
}

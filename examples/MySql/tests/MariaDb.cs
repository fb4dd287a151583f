using MySqlConnector;
using Servers;

namespace MySql.Tests;

/// <summary>A MariaDB that a test started, on an address and a port.</summary>
internal sealed class MariaDb : IAsyncDisposable
{
    private MariaDb(LocalServer server, int port, string socket) => (Server, Port, Socket) = (server, port, socket);

    public LocalServer Server { get; }

    public int Port { get; }

    private string Socket { get; }

    public static async Task<MariaDb> StartAsync(ServerFolder folder, int number, params string[] options)
    {
        ServerFolder.Require("mariadbd", "mariadb-server");
        var (data, socket) = (folder[$"data{number}"], folder[$"socket{number}"]);
        await folder.RunAsync("mariadb-install-db", "--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db");
        var port = Servers.Port.Free();
        var server = folder.Start("mariadbd",
        [
            "--no-defaults", $"--datadir={data}", $"--socket={socket}", $"--pid-file={socket}.pid", $"--port={port}", "--bind-address=127.0.0.1", $"--server-id={number}",
            "--log-bin=log", "--skip-name-resolve", "--report-host=127.0.0.1", $"--report-port={port}", "--innodb-buffer-pool-size=16M", .. options,
        ]);
        await server.ListensAsync(port);
        var started = new MariaDb(server, port, socket);
        // The rights that the README says.
        await started.RunAsync("SET sql_log_bin=0", "CREATE USER lvsdr IDENTIFIED BY 'secret'", "GRANT REPLICATION MASTER ADMIN, REPLICA MONITOR ON *.* TO lvsdr");
        return started;
    }

    /// <summary>Makes it a replica from now on.</summary>
    public Task FollowAsync(MariaDb primary) => RunAsync(
        $"CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT={primary.Port}, MASTER_USER='root', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1",
        "SET GLOBAL read_only=1",
        "START REPLICA");

    public async Task RunAsync(params string[] statements)
    {
        await using var connection = new MySqlConnection($"Server={Socket};ConnectionProtocol=Unix;User ID=root;Pooling=false");
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new MySqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

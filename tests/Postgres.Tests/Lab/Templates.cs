using System.Globalization;

namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>Data folders made once per run, to be copied: a primary, two standbys of it, and a standby of the first standby.</summary>
internal static class Templates
{
    public const string Primary = "primary";
    public const string Standby1 = "standby1";
    public const string Standby2 = "standby2";
    public const string Cascading = "cascading";

    private const string Configuration = """
        unix_socket_directories = ''
        fsync = off
        full_page_writes = off
        autovacuum = off
        shared_buffers = 16MB
        dynamic_shared_memory_type = mmap
        max_connections = 30
        wal_level = logical
        wal_keep_size = 256MB
        max_wal_size = 512MB
        max_wal_senders = 10
        max_replication_slots = 10
        wal_retrieve_retry_interval = 200ms
        log_min_messages = warning
        """;

    private const string Access = """
        host all         secured 127.0.0.0/8 scram-sha-256
        host all         all     127.0.0.0/8 trust
        host replication all     127.0.0.0/8 trust
        """;

    private const string Roles = """
        CREATE ROLE lvsdr LOGIN;
        GRANT pg_monitor TO lvsdr;
        CREATE ROLE nobody LOGIN;
        CREATE ROLE secured LOGIN PASSWORD 'Geheim-1';
        GRANT pg_monitor TO secured;
        CREATE ROLE limited LOGIN CONNECTION LIMIT 0;
        CREATE TABLE things (id integer, filler text);
        """;

    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>The folder with the templates.</summary>
    public static Task<string> FolderAsync() => Made.Value;

    /// <summary>Makes the data folder of a new cluster, which has no roles yet.</summary>
    public static async Task InitialiseAsync(string data)
    {
        await Command.RunAsync(PostgresInstallation.Command(
            "initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync", "--wal-segsize", "1", "--locale", "C",
            "--encoding", "UTF8"));
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), Configuration + "\n");
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), Access + "\n");
    }

    private static async Task<string> MakeAsync()
    {
        var folder = Path.Combine(Workspace.Instance.Folder, "templates");
        Directory.CreateDirectory(folder);
        await Command.RunAsync(PostgresInstallation.Owning(folder));
        var port = Ports.Free("127.0.1.1");
        var data = Path.Combine(folder, Primary);
        await InitialiseAsync(data);
        await using var primary = new PostgresServer("127.0.1.1", port, data);
        await primary.StartAsync();
        await primary.ExecuteAsync(Roles);
        foreach (var standby in (string[])[Standby1, Standby2, Cascading])
        {
            await Command.RunAsync(PostgresInstallation.Command(
                "pg_basebackup", "--host", primary.Address, "--port", port.ToString(CultureInfo.InvariantCulture), "--username", "postgres",
                "--pgdata", Path.Combine(folder, standby), "--checkpoint", "fast", "--no-sync", "--wal-method", "stream"));
        }

        await primary.StopAsync(Signal.Interrupt);
        return folder;
    }
}

using System.Globalization;
using Npgsql;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>Makes the data folder of a standby from a running primary.</summary>
internal static class BaseBackup
{
    /// <summary>Whether a client program in the container is of the server's version, or newer: those of replication take no other.</summary>
    public static async Task<bool> HasProgramAsync(Node node, string program, int major)
    {
        // "pg_basebackup (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var version = (await node.RunAsync(program, "--version")).Split(' ')[2];
        return int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture) >= major;
    }

    /// <summary>Copies a primary's data to another folder of its container.</summary>
    public static async Task TakeAsync(Node primary, int major, string from, string to)
    {
        if (await HasProgramAsync(primary, "pg_basebackup", major))
        {
            await primary.RunAsync(
                "pg_basebackup", "--host", "127.0.0.1", "--username", "postgres", "--pgdata", to, "--checkpoint", "fast", "--no-sync");
        }
        else
        {
            await TakeByFunctionsAsync(primary, from, to);
        }
    }

    // "Making a Base Backup Using the Low Level API", PostgreSQL 15 and later. The log is streamed.
    private static async Task TakeByFunctionsAsync(Node primary, string from, string to)
    {
        await using var connection = await primary.ConnectAsync();
        await using var begin = new NpgsqlCommand("SELECT pg_backup_start('standby', fast => true)", connection);
        await begin.ExecuteNonQueryAsync();
        await primary.RunAsync("cp", "-a", from, to);
        await using var end = new NpgsqlCommand("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)", connection);
        var label = (string)(await end.ExecuteScalarAsync())!;
        await primary.RunAsync(
            "sh", "-c", "cd \"$1\" && rm -rf postmaster.pid postmaster.opts pg_wal/0* && printf %s \"$2\" >backup_label", "sh", to, label);
    }
}

using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>One PostgreSQL server on a loopback address.</summary>
internal sealed class PostgresServer(string address, int port, string folder) : IAsyncDisposable
{
    private Process? _process;

    public string Address => address;

    public int Port => port;

    public string Folder => folder;

    /// <summary>The postmaster.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(folder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Makes it a standby of another server, also while it runs.</summary>
    /// <param name="primary">The other server; null for a server that cannot be connected to.</param>
    /// <param name="name">What it calls itself there.</param>
    public void Follow(PostgresServer? primary, string? name = null)
    {
        File.WriteAllText(Path.Combine(folder, "standby.signal"), "");
        File.WriteAllText(
            Path.Combine(folder, "postgresql.auto.conf"),
            $"primary_conninfo = 'host={primary?.Address ?? address} port={primary?.Port ?? 1} user=postgres "
            + $"application_name=''{name ?? address}'''\nrecovery_target_timeline = 'latest'\n");
        if (_process is { HasExited: false })
        {
            Signal.Send(ProcessId, Signal.Hangup);
        }
    }

    /// <summary>Starts it and waits until it accepts connections.</summary>
    /// <param name="settings">Settings for its command line.</param>
    public async Task StartAsync(params string[] settings)
    {
        Launch(settings);
        await Eventually.HoldsAsync(
            async () => _process!.HasExited ? throw new InvalidOperationException(Log()) : await AnswersAsync(), $"{address} accepts");
    }

    /// <summary>Starts it and does not wait.</summary>
    public void Launch(params string[] settings)
    {
        var options = settings.Append($"listen_addresses={address}").SelectMany(setting => new[] { "-c", setting }).ToArray();
        var command = PostgresInstallation.Command("postgres", ["-D", folder, "-p", $"{port}", .. options]);
        _process = Command.Start(
            ["sh", "-c", "log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1", "start", folder + ".log", .. command]);
    }

    /// <summary>Sends its postmaster a signal and waits for its end.</summary>
    public async Task StopAsync(int signal)
    {
        Signal.Send(ProcessId, signal);
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Sends a signal to all its processes.</summary>
    public void SignalAll(int signal)
    {
        foreach (var process in Workspace.ProcessesIn(folder))
        {
            Signal.Send(process, signal);
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<NpgsqlConnection> ConnectAsync(string user = "postgres")
    {
        var connection = new NpgsqlConnection(
            $"Host={address};Port={port};Username={user};Database=postgres;Pooling=false;Timeout=10;SslMode=Disable;"
            + "GssEncryptionMode=Disable;Application Name=test");
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public string Log() => File.Exists(folder + ".log") ? File.ReadAllText(folder + ".log") : "";

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Workspace.KillAsync(folder);
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            _process.Dispose();
            _process = null;
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = await ConnectAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}

using System.Net;
using Npgsql;
using Testcontainers.PostgreSql;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>One PostgreSQL server in a container, reached at the container's own address.</summary>
internal sealed class Node(string name, PostgreSqlContainer container) : IAsyncDisposable
{
    public const int Port = 5432;

    // Of everything that is asked of the engine.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public string Name => name;

    public string Address { get; private set; } = "";

    /// <summary>As a source lists it.</summary>
    public RealServer RealServer => new() { Host = name, Address = IPAddress.Parse(Address), Port = Port };

    public async Task StartAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await container.StartAsync(deadline.Token);
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException($"{name} does not start: {await LogAsync()}", problem);
        }

        Address = container.IpAddress;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    return await QueryAsync<bool>("SELECT true");
                }
                catch (NpgsqlException)
                {
                    return false;
                }
            },
            $"{name} answers at {Address}");
    }

    /// <summary>Runs a program in the container, as root, to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(params string[] command)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var result = await container.ExecAsync(command, deadline.Token);
        return result.ExitCode == 0
            ? result.Stdout
            : throw new InvalidOperationException(
                $"{name}: {string.Join(' ', command)}: exit {result.ExitCode}: {result.Stdout}{result.Stderr}");
    }

    /// <summary>Has a setting read, in place of the default.</summary>
    public async Task SetAsync(string setting, string value)
    {
        await ExecuteAsync($"ALTER SYSTEM SET {setting} = '{value}'");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    /// <summary>Has the default of a setting read.</summary>
    public async Task ResetAsync(string setting)
    {
        await ExecuteAsync($"ALTER SYSTEM RESET {setting}");
        await ExecuteAsync("SELECT pg_reload_conf()");
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

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(
            $"Host={Address};Port={Port};Username=postgres;Database=postgres;Pooling=false;Timeout=10;SslMode=Disable;"
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

    /// <summary>Waits until so many receivers, standbys or others, get log from it.</summary>
    public Task StreamsToAsync(long count) => Eventually.HoldsAsync(
        async () => await QueryAsync<long>("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == count,
        $"{count} stream from {name}");

    public ValueTask DisposeAsync() => container.DisposeAsync();

    private async Task<string> LogAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var (output, error) = await container.GetLogsAsync(ct: deadline.Token);
        return $"{output}{error}";
    }
}

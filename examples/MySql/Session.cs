using System.Data;
using MySqlConnector;

namespace MySql;

/// <summary>A connection to one server, which is opened when it is needed and kept until it fails.</summary>
internal sealed class Session(string host, int port, Login login) : IAsyncDisposable
{
    // The host's token bounds each call, and the library's own time-out an opening that was given up.
    private readonly string _text = new MySqlConnectionStringBuilder
    {
        Server = host,
        Port = (uint)port,
        UserID = login.User,
        Password = login.Password,
        Pooling = false,
        DefaultCommandTimeout = 0,
        // What is cancelled is closed; asking the server to give up a question would be another question.
        CancellationTimeout = -1,
    }.ConnectionString;

    private MySqlConnection? _connection;

    /// <summary>The rows that come of a statement.</summary>
    /// <exception cref="MySqlException">There are none.</exception>
    public async Task<IReadOnlyList<Row>> AskAsync(string statement, CancellationToken cancellationToken)
    {
        var isKept = _connection is not null;
        try
        {
            return await AskOnceAsync(statement, cancellationToken);
        }
        catch (MySqlException) when (isKept && _connection?.State != ConnectionState.Open)
        {
            // That an old connection is gone says little; whether there is a new one does.
            await DisposeAsync();
            return await AskOnceAsync(statement, cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _connection, null)?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<IReadOnlyList<Row>> AskOnceAsync(string statement, CancellationToken cancellationToken)
    {
        _connection ??= new MySqlConnection(_text);
        if (_connection.State != ConnectionState.Open)
        {
            // While it waits for the server's greeting, the library does not look at the token.
            await _connection.OpenAsync(cancellationToken).WaitAsync(cancellationToken);
        }

        await using var command = new MySqlCommand(statement, _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Row.Of(reader));
        }

        return rows;
    }
}

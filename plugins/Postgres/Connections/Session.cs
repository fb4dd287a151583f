using LvsPluggable.Postgres.Failures;
using LvsPluggable.Text;
using Npgsql;

namespace LvsPluggable.Postgres.Connections;

/// <summary>
/// A connection that is held: asked now and then, and waited on in between, so that its end is seen at once. A query may begin while
/// a wait is ending; they take turns.
/// </summary>
internal sealed class Session(NpgsqlConnection connection, IDisposable slot, TimeSpan took)
{
    // A host's name has no more, nor has anything else that is asked for.
    private const int LongestValue = 253;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private CancellationTokenSource? _wait;
    private int _queries;
    private Task? _ended;
    private volatile bool _isAbandoned;

    /// <summary>How long it took to open it.</summary>
    public TimeSpan Took => took;

    /// <summary>The server's version.</summary>
    public Version ServerVersion { get; } = connection.PostgreSqlVersion;

    /// <summary>The role that it was opened as.</summary>
    public string Role { get; } = connection.UserName ?? "";

    /// <summary>Whether it has not ended, as far as is known.</summary>
    public bool IsUsable => _ended is null && connection.State == System.Data.ConnectionState.Open;

    /// <summary>Asks the server.</summary>
    /// <param name="query">A SELECT without parameters.</param>
    /// <param name="cancellationToken">Ends the connection, too: a server that is late once is not asked on it again.</param>
    /// <returns>The rows, as texts of one line each, bounded.</returns>
    /// <exception cref="Exception">Whatever it is, it ends the connection; <see cref="FailureTable"/> says what it means.</exception>
    public async Task<IReadOnlyList<string?[]>> QueryAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeTurnAsync(query, cancellationToken).WaitAsync(cancellationToken);
        }
        catch
        {
            _ = LetGo();
            throw;
        }
    }

    /// <summary>Completes when the connection has ended or the server says something unasked, which it does before it ends.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                if (!IsUsable)
                {
                    return;
                }

                if (Begin() is { } interrupt)
                {
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interrupt);
                    await WaitAsync(either.Token);
                    return;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // A query came; after it the wait goes on.
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Closes the connection, without waiting for it.</summary>
    /// <returns>Completes when it is closed.</returns>
    public Task LetGo()
    {
        lock (_lock)
        {
            return _ended ??= Task.Run(CloseAsync);
        }
    }

    // COPY, because cancelling it breaks this connection and no more; cancelling a command would open another connection to the
    // server, which hangs as well, and block a thread meanwhile.
    private async Task<IReadOnlyList<string?[]>> TakeTurnAsync(string query, CancellationToken cancellationToken)
    {
        await GetTurnAsync(cancellationToken);
        try
        {
            if (!IsUsable)
            {
                throw new FailureException(Verdict.Reconnect, "the server closed the connection");
            }

            var reader = await connection.BeginTextExportAsync($"COPY ({query}) TO STDOUT", cancellationToken);
            if (await BoundedText.ReadAsync(reader, cancellationToken) is not { } text)
            {
                _isAbandoned = true;
                throw new FailureException(Verdict.Unknown, "its answer is longer than 1 MiB, and was not read to the end");
            }

            reader.Dispose();
            var rows = CopyText.Read(text);
            return [.. rows.Select(row => Array.ConvertAll(row, value => value is null ? null : OneLine.Of(value, LongestValue)))];
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task GetTurnAsync(CancellationToken cancellationToken)
    {
        CancellationTokenSource? wait;
        lock (_lock)
        {
            _queries++;
            wait = _wait;
        }

        try
        {
            var turn = _turn.WaitAsync(cancellationToken);
            await (wait?.CancelAsync() ?? Task.CompletedTask);
            await turn;
        }
        finally
        {
            lock (_lock)
            {
                _queries--;
            }
        }
    }

    // What ends the wait that now begins; null when a query is to go first.
    private CancellationToken? Begin()
    {
        lock (_lock)
        {
            _wait = _queries == 0 ? new CancellationTokenSource() : null;
            return _wait?.Token;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.WaitAsync(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The end of the connection, of which the next query learns the reason.
        }
    }

    private async Task CloseAsync()
    {
        await GetTurnAsync(CancellationToken.None);
        if (_isAbandoned)
        {
            // Closing it would read all that is still to come, and that may never end. It keeps its place, so that a server which sends
            // without end is sent no more connections than there are places.
            _turn.Release();
            return;
        }

        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception)
        {
            // It was broken before.
        }
        finally
        {
            slot.Dispose();
            _turn.Release();
        }
    }
}

using System.Net;
using Npgsql;

namespace LvsPluggable.Postgres.Connections;

/// <summary>One server, as the source or a check connects to it.</summary>
/// <param name="name">The server for people.</param>
/// <param name="address">Its address; null for a Unix socket.</param>
/// <param name="port">Its port.</param>
/// <param name="key">What tells it from other servers: its address and port.</param>
/// <param name="createDataSource">Makes what opens connections, when it is needed: it may find files that are missing.</param>
/// <param name="slots">How many connections there may be.</param>
/// <param name="time">The clock.</param>
internal sealed class Server(
    string name,
    IPAddress? address,
    int port,
    string key,
    Func<NpgsqlDataSource> createDataSource,
    ConnectionSlots slots,
    TimeProvider time)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _disposing = new();
    private Task<Session>? _opening;
    private NpgsqlDataSource? _dataSource;

    /// <summary>The server for people.</summary>
    public string Name => name;

    /// <summary>Its address; null for a Unix socket.</summary>
    public IPAddress? Address => address;

    /// <summary>Its port.</summary>
    public int Port => port;

    /// <summary>
    /// Opens a connection. An attempt that is cancelled goes on, as it cannot be ended, and is waited for at the next call instead
    /// of being made again beside itself. Calls come one after another.
    /// </summary>
    /// <param name="held">A connection to the server that is given up when there could not be another one beside it; or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Exception">Whatever it is, <see cref="Failures.FailureTable"/> says what it means.</exception>
    public async Task<Session> OpenAsync(Session? held, CancellationToken cancellationToken)
    {
        // An attempt that failed when nobody was waiting for it any more tells nothing of the server as it is now.
        if (_opening is null or { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            var slot = slots.TryTake(key);
            if (slot is null && held is not null)
            {
                _ = held.LetGo();
            }

            _opening = Task.Run(() => StartAsync(slot), CancellationToken.None);
        }

        // Who gives up may notice only after it was opened: it is the next caller's then.
        var session = await _opening.WaitAsync(cancellationToken);
        _opening = null;
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposing.IsCancellationRequested)
        {
            return;
        }

        await _disposing.CancelAsync();
        if (_opening is { } opening)
        {
            _ = opening.ContinueWith(
                opened => opened.Result.LetGo(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
        }

        if (_dataSource is not null)
        {
            await _dataSource.DisposeAsync();
        }

        _disposing.Dispose();
    }

    private async Task<Session> StartAsync(IDisposable? free)
    {
        var slot = free ?? await slots.TakeAsync(key, _disposing.Token);
        try
        {
            _dataSource ??= createDataSource();
            var began = time.GetTimestamp();
            var connection = await _dataSource.OpenConnectionAsync(CancellationToken.None);
            return new Session(connection, slot, time.GetElapsedTime(began));
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }
}

using StackExchange.Redis;

namespace Redis;

/// <summary>A connection that is opened when it is needed and kept; it opens itself anew when it was lost.</summary>
internal sealed class Connection(ConfigurationOptions options) : IAsyncDisposable
{
    private ConnectionMultiplexer? _opened;

    /// <summary>The connection.</summary>
    /// <param name="cancellationToken">Ends the wait; the connection itself ends by its own time-out.</param>
    /// <exception cref="RedisException">It cannot be opened.</exception>
    public async Task<ConnectionMultiplexer> OpenAsync(CancellationToken cancellationToken)
    {
        if (_opened is not null)
        {
            return _opened;
        }

        var opening = ConnectionMultiplexer.ConnectAsync(options);
        try
        {
            return _opened = await opening.WaitAsync(cancellationToken);
        }
        catch
        {
            // The library takes no token: what it still opens is closed when it is open.
            _ = opening.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _opened, null) is { } opened)
        {
            await opened.DisposeAsync();
        }
    }
}

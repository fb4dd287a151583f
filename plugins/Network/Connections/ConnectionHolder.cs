namespace LvsPluggable.Plugins.Network.Connections;

/// <summary>
/// Holds one of the connections that looks make: its end wakes the check, whose new connection then tells whether the server still accepts any.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class ConnectionHolder(TimeProvider time) : IDisposable
{
    // A server that closes sooner does so by habit: it waits for no client that says nothing.
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(1);

    private volatile HeldConnection? _held;
    private volatile bool _hangsUp;

    /// <summary>To be told when a look begins: a connection that has ended has brought it, and brings no other.</summary>
    public void Looking()
    {
        if (_held is not { IsOpen: true })
        {
            _hangsUp = _held?.Lived < Brief;
            _held = null;
        }
    }

    /// <summary>Holds a connection that a look has done with, unless one is held already: then it stays the look's own.</summary>
    /// <param name="connection">The connection; this object closes it when it is held.</param>
    public bool TryHold(Stream connection)
    {
        if (_held is { IsOpen: true })
        {
            return false;
        }

        _held = new HeldConnection(connection, time);
        return true;
    }

    /// <summary>Completes when the server has ended the held connection, unless it does so by habit.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask WaitForEndAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            await held.Ended.WaitAsync(cancellationToken);
            if (!_hangsUp || held.Lived >= Brief)
            {
                return;
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    public void Dispose() => _held?.Dispose();
}

using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Connections;

/// <summary>
/// Holds one of the connections that looks make: its end wakes the check, whose new connection then tells whether the server still accepts any.
/// A server that may be going down is not held, since it may wait for whoever is there: PostgreSQL does for a minute for a client that it
/// has accepted meanwhile and that says nothing, and clients are accepted for as long.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class ConnectionHolder(TimeProvider time) : IDisposable
{
    // A server that closes sooner does so by habit: it waits for no client that says nothing.
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(1);

    // How long after an end nothing is held, unless the server has been down in between.
    private static readonly TimeSpan Recess = TimeSpan.FromMinutes(1);

    // When a server that still accepts a connection after such an end is looked at again.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    private volatile HeldConnection? _held;
    private volatile FormerEnd? _end;

    /// <summary>Looks once. What is held of a server that is not fit for certain is let go.</summary>
    /// <param name="look">The look, which offers its connection to <see cref="TryHold"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <inheritdoc cref="FailureTable.JudgeAsync" path="/exception"/>
    public async ValueTask<HealthResult> LookAsync(
        Func<CancellationToken, Task<HealthResult>> look, CancellationToken cancellationToken)
    {
        // A connection that has ended has brought this look, and brings no other.
        if (_held is { IsOpen: false } ended)
        {
            _end = new FormerEnd(time.GetTimestamp(), IsHabit: ended.Lived < Brief);
            _held = null;
        }

        var result = await FailureTable.JudgeAsync(look, cancellationToken);
        if (result is { Status: HealthStatus.Unhealthy, IsCertain: true })
        {
            var held = _held;
            (_held, _end) = (null, null);
            held?.Dispose();
        }

        return result;
    }

    /// <summary>Holds a connection that a look has done with, unless one is held already or none is to be: then it stays the look's own.</summary>
    /// <param name="connection">The connection; this object closes it when it is held.</param>
    public bool TryHold(Stream connection)
    {
        if (_held is { IsOpen: true } || (_end is { IsHabit: false } end && time.GetElapsedTime(end.At) < Recess))
        {
            return false;
        }

        _held = new HeldConnection(connection, time);
        return true;
    }

    /// <summary>Completes when the server has ended the held connection, unless it does so by habit, and once more soon after that.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask WaitForEndAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            await held.Ended.WaitAsync(cancellationToken);
            if (held == _held && (_end is not { IsHabit: true } || held.Lived >= Brief))
            {
                return;
            }
        }
        else if (_end is { IsHabit: false, IsFollowed: false } end)
        {
            end.IsFollowed = true;
            await Task.Delay(Soon, time, cancellationToken);
            return;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    public void Dispose() => _held?.Dispose();
}

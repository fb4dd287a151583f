using LvsPluggable.Postgres.Failures;

namespace LvsPluggable.Postgres.Connections;

/// <summary>
/// A connection that is held, so that its end is noticed at once and questions cost little, and beside it a new one every so often,
/// because a held connection outlives some ways in which a server stops serving.
/// </summary>
/// <param name="server">The server; disposed of with this object.</param>
/// <param name="interval">How often a new connection must prove that clients can connect; zero: with every look that can afford it.</param>
/// <param name="time">The clock.</param>
internal sealed class HeldConnection(Server server, TimeSpan interval, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(1);

    // A new connection costs a server a process. Where that takes long, looks that each ask for one would keep a slow machine busy, so it
    // is had more seldom: for a twentieth of the time at most.
    private static readonly TimeSpan Cheap = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);
    private const int Share = 20;

    // A server that answers on the connection that is held, and not on a new one for so much longer than it took to open the last, accepts
    // none any more. Where that is wrong, the next look finds the connection open, and knows how long it takes now.
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(750);
    private const int Patience = 10;

    private long _proven;
    private TimeSpan _took;
    private Task<Session>? _opening;

    /// <summary>The connection; null when there is none.</summary>
    public Session? Session { get; private set; }

    /// <summary>Begins a look: opens a new connection when it is time for it, or when none is held.</summary>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    public void Begin(CancellationToken cancellationToken)
    {
        if (Session is { IsUsable: true } && time.GetElapsedTime(_proven) < Rest(interval, _took))
        {
            _opening = null;
            return;
        }

        _ = Open(Session is { IsUsable: true } held ? held : null, cancellationToken);
    }

    /// <summary>How long the proof of a new connection is good for.</summary>
    /// <param name="interval">How often there must be one; zero: with every look that can afford it.</param>
    /// <param name="took">How long the last one took.</param>
    internal static TimeSpan Rest(TimeSpan interval, TimeSpan took) => interval > TimeSpan.Zero ? interval
        : took < Cheap ? TimeSpan.Zero
        : took * Share < LongestRest ? took * Share : LongestRest;

    /// <summary>
    /// Asks on the connection that is held. When that has ended, the new one is held from now on and asked, and when that ended with
    /// it, one that is newer still.
    /// </summary>
    /// <exception cref="Exception">Whatever it is, <see cref="FailureTable"/> says what it means.</exception>
    public async Task<IReadOnlyList<string?[]>> QueryAsync(string query, CancellationToken cancellationToken)
    {
        if (Session is { IsUsable: true } held)
        {
            try
            {
                return await held.QueryAsync(query, cancellationToken);
            }
            catch (Exception problem) when (IsWorthAnother(problem))
            {
                // What a new connection says counts.
            }
        }

        var wasOpening = _opening is not null;
        try
        {
            return await QueryNewAsync(_opening ?? Open(null, cancellationToken), query, cancellationToken);
        }
        catch (Exception problem) when (wasOpening && IsWorthAnother(problem))
        {
            return await QueryNewAsync(Open(null, cancellationToken), query, cancellationToken);
        }
    }

    /// <summary>How long a look still waits for a new connection when the server has answered on the one that is held.</summary>
    /// <param name="took">How long the last new connection took.</param>
    /// <param name="limit">How long a look may take.</param>
    internal static TimeSpan PatienceAfter(TimeSpan took, TimeSpan limit)
    {
        var patience = took * Patience > LeastPatience ? took * Patience : LeastPatience;
        return patience < limit ? patience : limit;
    }

    /// <summary>What the new connection of this look proves, in which the server has just answered on the one that is held.</summary>
    /// <param name="proving">What <see cref="ProveAsync"/> gave.</param>
    /// <param name="limit">How long a look may take.</param>
    /// <inheritdoc cref="ProveAsync"/>
    public async Task<Failure?> ProveInTimeAsync(Task<Failure?> proving, TimeSpan limit)
    {
        var patience = PatienceAfter(_took, limit);
        try
        {
            return await proving.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            return new Failure(
                Verdict.Failing, $"a new connection was not answered within {patience.TotalSeconds:0.###} s, while a held one was");
        }
    }

    /// <summary>What the new connection of this look proves.</summary>
    /// <returns>Why there is none; null when there is, and when it is not yet time for one.</returns>
    /// <exception cref="OperationCanceledException">It was not answered in time; the attempt goes on.</exception>
    public async Task<Failure?> ProveAsync()
    {
        try
        {
            await (_opening ?? Task.CompletedTask);
            return null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return FailureTable.Of(problem);
        }
    }

    /// <summary>Ends a look, of which the token has been cancelled: one connection stays.</summary>
    public async Task EndAsync()
    {
        if (_opening is not { } opening)
        {
            return;
        }

        _opening = null;
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!opening.IsCompletedSuccessfully)
        {
            return;
        }

        _proven = time.GetTimestamp();
        var session = await opening;
        _took = session.Took;
        if (Session is { IsUsable: true } held && held != session)
        {
            // Waited for, as the next look may need the place.
            await session.LetGo().WaitAsync(CloseDeadline, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else
        {
            Session = session;
        }
    }

    /// <summary>Closes the connection, without waiting for it.</summary>
    public void LetGo()
    {
        _ = Session?.LetGo();
        Session = null;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        if (Session is { } session)
        {
            await session.LetGo().WaitAsync(CloseDeadline, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<string?[]>> QueryNewAsync(
        Task<Session> opening, string query, CancellationToken cancellationToken)
    {
        var session = await opening;
        if (Session != session)
        {
            LetGo();
            Session = session;
        }

        return await session.QueryAsync(query, cancellationToken);
    }

    private Task<Session> Open(Session? held, CancellationToken cancellationToken) => _opening = OpenAsync(held, cancellationToken);

    // A connection that ends while it is being opened may do so because another one did, in a server that restarts its processes.
    private async Task<Session> OpenAsync(Session? held, CancellationToken cancellationToken)
    {
        try
        {
            return await server.OpenAsync(held, cancellationToken);
        }
        catch (Exception problem) when (IsWorthAnother(problem))
        {
            return await server.OpenAsync(held, cancellationToken);
        }
    }

    private static bool IsWorthAnother(Exception problem) =>
        problem is not OperationCanceledException && FailureTable.Of(problem).Verdict is Verdict.Reconnect or Verdict.Repeat;
}

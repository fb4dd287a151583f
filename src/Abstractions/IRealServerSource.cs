namespace LvsPluggable;

/// <summary>
/// Says which real servers there are. Never called concurrently with itself. May also be <see cref="IWakeable"/> and
/// <see cref="IDegradable"/>.
/// </summary>
public interface IRealServerSource : IAsyncDisposable
{
    /// <summary>
    /// The complete list, as it is now. An empty list means that there are none and empties the table. When the list cannot be
    /// known, throw: the host then keeps the last list, and shows the exception's message to people. The host copies the list before
    /// the call counts as ended, and takes no more than <c>max_real_servers</c>.
    /// </summary>
    /// <param name="cancellationToken">Cancelled at <c>source_timeout</c> and when the host stops; pass it on.</param>
    /// <exception cref="Exception">Whatever it is, it means "not known".</exception>
    ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken);
}

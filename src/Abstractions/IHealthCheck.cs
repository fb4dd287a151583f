namespace LvsPluggable;

/// <summary>
/// Says whether one real server is fit. Never called concurrently with itself, so it may hold a connection between calls.
/// May also be <see cref="IWakeable"/>.
/// </summary>
public interface IHealthCheck : IAsyncDisposable
{
    /// <summary>Looks once.</summary>
    /// <param name="cancellationToken">
    /// Cancelled at <c>check_timeout</c>, which counts as one failure towards <c>fall</c>, and when the host stops; pass it on.
    /// </param>
    /// <returns>
    /// What was found. When that cannot be told, for reasons that are not the real server's, return
    /// <see cref="HealthResult.Unknown"/>: the server then keeps its state.
    /// </returns>
    /// <exception cref="Exception">Whatever it is, it means <see cref="HealthStatus.Unknown"/>, with its message as the reason.</exception>
    ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken);
}

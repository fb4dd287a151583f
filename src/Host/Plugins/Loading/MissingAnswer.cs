namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>A source and a check of a plugin that is not there: neither can say anything.</summary>
internal sealed class MissingAnswer(string reason) : IRealServerSource, IHealthCheck
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => throw new InvalidOperationException(reason);

    /// <inheritdoc/>
    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => new(HealthResult.Unknown(reason));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

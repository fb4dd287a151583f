namespace LvsPluggable.Host.Discovery;

/// <summary>A source that always lists one server, so that its name is resolved as others are.</summary>
internal sealed class FixedSource(RealServer server) : IRealServerSource
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => new([server]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using LvsPluggable;

namespace Outside;

internal sealed class OutsideSource(string[] servers) : IRealServerSource
{
    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) =>
        new([.. servers.Select(server => new RealServer { Host = PartsOfNet.Use(server), Weight = 8 })]);

    public ValueTask DisposeAsync() => default;
}

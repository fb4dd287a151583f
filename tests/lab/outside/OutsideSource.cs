using LvsPluggable;

namespace Outside;

internal sealed class OutsideSource(string[] servers, int weight) : IRealServerSource
{
    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) =>
        new([.. servers.Select(server => new RealServer { Host = PartsOfNet.Use(server), Weight = weight })]);

    public ValueTask DisposeAsync() => default;
}

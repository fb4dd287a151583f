namespace LvsPluggable.Plugins.Static;

internal sealed class StaticSource(IReadOnlyList<WeightedHost> hosts) : IRealServerSource
{
    private readonly RealServer[] _servers =
    [
        .. hosts.Select(entry => new RealServer
        {
            Host = entry.Host,
            Port = entry.Port,
            Weight = entry.Weight,
            UpperThreshold = entry.UpperThreshold,
            LowerThreshold = entry.LowerThreshold,
            ForwardMethod = entry.ForwardMethod,
        }),
    ];

    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => new(_servers);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

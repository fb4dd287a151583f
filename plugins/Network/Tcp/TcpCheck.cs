using LvsPluggable.Plugins.Network.Connections;

namespace LvsPluggable.Plugins.Network.Tcp;

/// <summary>Connects, and holds one connection.</summary>
internal sealed class TcpCheck(Dialer dialer, TimeProvider time) : IHealthCheck, IWakeable
{
    private readonly ConnectionHolder _holder = new(time);

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        _holder.LookAsync(LookAsync, cancellationToken);

    public ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => _holder.WaitForEndAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _holder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        var stream = await dialer.ConnectStreamAsync(cancellationToken);
        if (!_holder.TryHold(stream))
        {
            await stream.DisposeAsync();
        }

        return HealthResult.Healthy($"port {dialer.Server.Port} accepts connections");
    }
}

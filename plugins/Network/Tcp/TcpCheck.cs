using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Tcp;

/// <summary>
/// Connects, and holds one connection: its end wakes the check, whose new connection then tells whether the server still accepts any.
/// </summary>
internal sealed class TcpCheck(Dialer dialer, TimeProvider time) : IHealthCheck, IWakeable
{
    // A server that closes sooner does so by habit: it waits for no client that says nothing.
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(1);

    private volatile HeldConnection? _held;
    private volatile bool _hangsUp;

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        FailureTable.JudgeAsync(LookAsync, cancellationToken);

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            await held.Ended.WaitAsync(cancellationToken);
            if (!_hangsUp || held.Lived >= Brief)
            {
                return;
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _held?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        var former = _held;
        if (former is { IsOpen: false })
        {
            // Its end has brought this look, and brings no other.
            _held = null;
        }

        var socket = await dialer.ConnectAsync(cancellationToken);
        if (former is { IsOpen: true })
        {
            socket.Dispose();
        }
        else
        {
            _hangsUp = former?.Lived < Brief;
            _held = new HeldConnection(socket, time);
        }

        return HealthResult.Healthy($"port {dialer.Server.Port} accepts connections");
    }
}

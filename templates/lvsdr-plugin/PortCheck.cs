using System.Net.Sockets;
using LvsPluggable;

namespace AcmeName;

/// <summary>A server is fit when it takes a connection.</summary>
internal sealed class PortCheck(RealServer server, int port) : IHealthCheck
{
    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // The host has resolved the name. A call that is late is a step towards "fall".
            await socket.ConnectAsync(server.Address!, port, cancellationToken);
            return HealthResult.Healthy();
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return HealthResult.Unhealthy($"port {port} is closed");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

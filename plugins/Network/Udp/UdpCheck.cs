using System.Net.Sockets;
using System.Text;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Udp;

/// <summary>Sends a datagram and awaits an answer.</summary>
/// <param name="dialer">Opens sockets to the server.</param>
/// <param name="payload">What is sent.</param>
/// <param name="expected">What the answer must have in it; null for any.</param>
internal sealed class UdpCheck(Dialer dialer, EscapedText payload, EscapedText? expected) : IHealthCheck
{
    private const int Longest = 64 * 1024;

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        FailureTable.JudgeAsync(LookAsync, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        using var socket = dialer.OpenDatagrams(ProtocolType.Udp);
        await socket.SendAsync(payload.Bytes, cancellationToken);
        var buffer = new byte[Longest];
        var length = await socket.ReceiveAsync(buffer, cancellationToken);
        return expected is null || buffer.AsSpan(0, length).IndexOf(expected.Bytes) >= 0
            ? HealthResult.Healthy($"port {dialer.Server.Port} answers")
            : HealthResult.Unhealthy($"it answers {Quoted.Of(Encoding.UTF8.GetString(buffer, 0, length))}, without udp_check_answer in it");
    }
}

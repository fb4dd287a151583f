using System.Buffers;
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
        var buffer = ArrayPool<byte>.Shared.Rent(Longest);
        try
        {
            return Judge(buffer.AsSpan(0, await socket.ReceiveAsync(buffer, cancellationToken)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private HealthResult Judge(ReadOnlySpan<byte> answer) => expected is null || answer.IndexOf(expected.Bytes) >= 0
        ? HealthResult.Healthy($"port {dialer.Server.Port} answers")
        : HealthResult.Unhealthy($"it answers {Quoted.Of(Encoding.UTF8.GetString(answer))}, without udp_check_answer in it");
}

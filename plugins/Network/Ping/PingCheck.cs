using System.Net.Sockets;
using System.Security.Cryptography;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Ping;

/// <summary>Sends an ICMP echo request from a datagram socket, which needs no rights but a setting, and awaits the reply.</summary>
internal sealed class PingCheck(Dialer dialer) : IHealthCheck
{
    private const int TokenLength = 16;

    private ushort _sequence;

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        FailureTable.JudgeAsync(LookAsync, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        var family = dialer.Server.AddressFamily;
        using var socket = Open(family);
        var token = RandomNumberGenerator.GetBytes(TokenLength);
        var sequence = ++_sequence;
        await socket.SendAsync(EchoMessage.Request(family, sequence, token), cancellationToken);
        var buffer = new byte[256];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken);
            if (EchoMessage.IsReply(buffer.AsSpan(0, length), family, sequence, token))
            {
                return HealthResult.Healthy("it answers to ping");
            }
        }
    }

    private Socket Open(AddressFamily family)
    {
        try
        {
            return dialer.OpenDatagrams(family == AddressFamily.InterNetworkV6 ? ProtocolType.IcmpV6 : ProtocolType.Icmp);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new CannotTellException(
                "ping_check may not send: set net.ipv4.ping_group_range so that it has lvsdr's group, \"0 0\" when that is root's", refused);
        }
    }
}

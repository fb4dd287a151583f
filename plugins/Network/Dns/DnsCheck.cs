using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Dns;

/// <summary>Asks a name server for a name.</summary>
/// <param name="dialer">Opens sockets to the server.</param>
/// <param name="name">The name.</param>
/// <param name="type">The type of record that it must have.</param>
/// <param name="protocol">How to ask.</param>
internal sealed class DnsCheck(Dialer dialer, DnsName name, DnsRecordType type, DnsProtocol protocol) : IHealthCheck
{
    private const int LongestDatagram = 4096;

    // What else comes from the server's port is late, or noise.
    private const int MostStray = 16;

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        FailureTable.JudgeAsync(LookAsync, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        var id = BinaryPrimitives.ReadUInt16BigEndian(RandomNumberGenerator.GetBytes(sizeof(ushort)));
        var answer = protocol == DnsProtocol.Udp ? await AskByUdpAsync(id, cancellationToken) : null;
        if (answer is null || DnsMessage.IsTruncated(answer))
        {
            answer = await AskByTcpAsync(id, cancellationToken);
        }

        var word = type.ToString().ToUpperInvariant();
        return DnsMessage.CountRecords(answer, type) > 0
            ? HealthResult.Healthy($"it knows {name.Text} {word}")
            : HealthResult.Unhealthy($"it has no {word} record of {name.Text}");
    }

    private async Task<byte[]> AskByUdpAsync(ushort id, CancellationToken cancellationToken)
    {
        using var socket = dialer.OpenDatagrams(ProtocolType.Udp);
        await socket.SendAsync(DnsMessage.Question(id, name, type), cancellationToken);
        var buffer = new byte[LongestDatagram];
        for (var received = 0; received <= MostStray; received++)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken);
            if (DnsMessage.IsAnswer(buffer.AsSpan(0, length), id))
            {
                return buffer[..length];
            }
        }

        throw new WrongAnswerException("what it sends is no answer to the question");
    }

    // A message has its length before it (RFC 1035, 4.2.2).
    private async Task<byte[]> AskByTcpAsync(ushort id, CancellationToken cancellationToken)
    {
        await using var stream = await dialer.ConnectStreamAsync(cancellationToken);
        var question = DnsMessage.Question(id, name, type);
        await stream.WriteAsync((byte[])[(byte)(question.Length >> 8), (byte)question.Length, .. question], cancellationToken);
        var length = new byte[sizeof(ushort)];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return DnsMessage.IsAnswer(answer, id)
            ? answer
            : throw new WrongAnswerException("what it sends is no answer to the question");
    }
}

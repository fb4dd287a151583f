using System.Net.Sockets;

namespace LvsPluggable.Host.Netlink;

/// <summary>
/// Requests and answers over one netlink socket, one exchange at a time. The socket is opened when it is needed. One that an exchange
/// left in an unknown state (time-out, cancellation, bytes that make no sense) is dropped, so that no later exchange
/// reads what was meant for an earlier one.
/// </summary>
/// <param name="open">Opens a socket.</param>
/// <param name="time">The clock that time-outs are measured with.</param>
/// <param name="timeout">The longest that one exchange takes, waiting for others included.</param>
/// <param name="receiveBufferLength">Bytes. The kernel fills at most 32 KiB of a dump into one datagram.</param>
internal sealed class NetlinkConnection(Func<Socket> open, TimeProvider time, TimeSpan timeout, int receiveBufferLength = 65536)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly byte[] _receiveBuffer = new byte[receiveBufferLength];
    private Socket? _socket;
    private uint _sequence;

    /// <summary>Sends one request and reads everything up to the end of its answer.</summary>
    /// <param name="type">The message type; for generic netlink, the family.</param>
    /// <param name="flags">NLM_F_ACK or NLM_F_DUMP.</param>
    /// <param name="body">What follows the header.</param>
    /// <param name="read">Gets the payload of every message of the answer.</param>
    /// <param name="cancellationToken">Ends the exchange; the kernel may have done what was asked.</param>
    /// <exception cref="NetlinkException">The kernel answered with an error, or refused the socket.</exception>
    /// <exception cref="MalformedMessageException">What came back does not have the form it must have.</exception>
    /// <exception cref="TimeoutException">No complete answer in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task ExchangeAsync(
        ushort type, ushort flags, ReadOnlyMemory<byte> body, PayloadReader read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        NetlinkAnswer answer;
        try
        {
            await _turn.WaitAsync(linked.Token);
            try
            {
                answer = await ExchangeInTurnAsync(type, flags, body, read, linked.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"no answer from the kernel within {timeout.TotalSeconds:0.###} s", exception);
        }

        if (answer.Errno != 0)
        {
            throw new NetlinkException(answer.Errno, answer.Message);
        }
    }

    /// <summary>Closes the socket. No exchange may be running.</summary>
    public void Dispose()
    {
        _socket?.Dispose();
        _turn.Dispose();
    }

    private async Task<NetlinkAnswer> ExchangeInTurnAsync(
        ushort type, ushort flags, ReadOnlyMemory<byte> body, PayloadReader read, CancellationToken cancellationToken)
    {
        var socket = _socket ?? open();
        // Kept again only after a complete answer.
        _socket = null;
        var complete = false;
        try
        {
            var sequence = ++_sequence;
            await socket.SendAsync(Message(type, flags, sequence, body), SocketFlags.None, cancellationToken);
            while (true)
            {
                var length = await ReceiveAsync(socket, cancellationToken);
                if (length > _receiveBuffer.Length)
                {
                    MalformedMessageException.Throw($"a datagram of {length} bytes, more than the {_receiveBuffer.Length} expected");
                }

                if (ReadDatagram(_receiveBuffer.AsSpan(0, length), sequence, read) is { } answer)
                {
                    complete = true;
                    return answer;
                }
            }
        }
        catch (SocketException exception)
        {
            throw new NetlinkException(exception.NativeErrorCode, kernelMessage: null, exception);
        }
        finally
        {
            if (complete)
            {
                _socket = socket;
            }
            else
            {
                socket.Dispose();
            }
        }
    }

    // The kernel answers before sending returns. What is there is read at once, so that nothing depends on the thread pool, which serves
    // plugins as well. Given as an argument, MSG_TRUNC makes the kernel return a datagram's real length.
    private ValueTask<int> ReceiveAsync(Socket socket, CancellationToken cancellationToken) => socket.Poll(TimeSpan.Zero, SelectMode.SelectRead)
        ? new(socket.Receive(_receiveBuffer, SocketFlags.Truncated))
        : socket.ReceiveAsync(_receiveBuffer, SocketFlags.Truncated, cancellationToken);

    private static byte[] Message(ushort type, ushort flags, uint sequence, ReadOnlyMemory<byte> body)
    {
        var message = new byte[NetlinkProtocol.HeaderLength + body.Length];
        BitConverter.TryWriteBytes(message, message.Length);
        BitConverter.TryWriteBytes(message.AsSpan(4), type);
        BitConverter.TryWriteBytes(message.AsSpan(6), (ushort)(flags | NetlinkProtocol.FlagRequest));
        BitConverter.TryWriteBytes(message.AsSpan(8), sequence);
        body.Span.CopyTo(message.AsSpan(NetlinkProtocol.HeaderLength));
        return message;
    }

    private static NetlinkAnswer? ReadDatagram(ReadOnlySpan<byte> datagram, uint sequence, PayloadReader read)
    {
        var messages = new MessageReader(datagram);
        while (messages.Read())
        {
            if (messages.Sequence != sequence)
            {
                continue;
            }

            switch (messages.Type)
            {
                case NetlinkProtocol.TypeNoOperation:
                    break;
                case NetlinkProtocol.TypeError:
                case NetlinkProtocol.TypeDone:
                    return NetlinkAnswer.Read(messages);
                case NetlinkProtocol.TypeOverrun:
                    MalformedMessageException.Throw("data was lost");
                    break;
                default:
                    read(messages.Payload);
                    break;
            }
        }

        return null;
    }
}

using System.Net.Sockets;
using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Netlink;

/// <summary>
/// Requests and answers over one netlink socket, one exchange at a time. The socket is opened when it is needed. One that an exchange
/// left in an unknown state (time-out, cancellation, bytes that make no sense) is dropped, so that no later exchange
/// reads what was meant for an earlier one.
/// </summary>
/// <param name="open">Opens a socket.</param>
/// <param name="time">The clock that time-outs are measured with.</param>
/// <param name="timeout">The longest that one exchange takes once its turn has come.</param>
/// <param name="receiveBufferLength">Bytes. The kernel fills at most 32 KiB of a dump into one datagram.</param>
internal sealed class NetlinkConnection(Func<Socket> open, TimeProvider time, TimeSpan timeout, int receiveBufferLength = 65536)
    : IDisposable
{
    private readonly Places _turn = new(1);
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
        var answer = await InTurnAsync(
            1, sequence => RequestMessage.Bytes(type, flags, sequence, body), (datagram, sequence) => ReadDatagram(datagram, sequence, read), cancellationToken);
        if (answer.Errno != 0)
        {
            throw new NetlinkException(answer.Errno, answer.Message);
        }
    }

    /// <summary>
    /// Sends several requests at once that are answered with yes or no. Only the last one asks to be acknowledged: the kernel does them in
    /// their order before sending returns, and answers those that it refuses.
    /// </summary>
    /// <param name="type">The message type; for generic netlink, the family.</param>
    /// <param name="bodies">What follows the header of each; one at least, and no more than errors fit the socket's buffer (about 100).</param>
    /// <param name="cancellationToken">Ends the exchange; the kernel may have done what was asked.</param>
    /// <returns>Which of them were refused.</returns>
    /// <inheritdoc cref="ExchangeAsync" path="/exception"/>
    public async Task<IReadOnlySet<int>> ExchangeAllAsync(ushort type, IReadOnlyList<byte[]> bodies, CancellationToken cancellationToken)
    {
        var refused = new HashSet<int>();
        await InTurnAsync(
            (uint)bodies.Count,
            sequence => RequestMessage.BytesOfAll(type, sequence, bodies),
            (datagram, sequence) => ReadAnswers(datagram, sequence, bodies.Count, refused),
            cancellationToken);
        return refused;
    }

    /// <summary>Closes the socket. No exchange may be running.</summary>
    public void Dispose() => _socket?.Dispose();

    private async Task<NetlinkAnswer> InTurnAsync(
        uint count, Func<uint, byte[]> request, DatagramReader read, CancellationToken cancellationToken)
    {
        // Those before it have their own time each; one that had to wait for them has all of its own.
        await _turn.EnterAsync("", cancellationToken);
        try
        {
            using var deadline = new CancellationTokenSource(timeout, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            var sequence = _sequence + 1;
            _sequence += count;
            return await SendAndReadAsync(request(sequence), sequence, read, linked.Token);
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"no answer from the kernel within {timeout.TotalSeconds:0.###} s", exception);
        }
        finally
        {
            _turn.Leave();
        }
    }

    private async Task<NetlinkAnswer> SendAndReadAsync(byte[] request, uint sequence, DatagramReader read, CancellationToken cancellationToken)
    {
        var socket = _socket ?? Open();
        // Kept again only after a complete answer.
        _socket = null;
        var complete = false;
        try
        {
            await socket.SendAsync(request, SocketFlags.None, cancellationToken);
            while (true)
            {
                var length = await ReceiveAsync(socket, cancellationToken);
                if (length > _receiveBuffer.Length)
                {
                    MalformedMessageException.Throw($"a datagram of {length} bytes, more than the {_receiveBuffer.Length} expected");
                }

                if (read(_receiveBuffer.AsSpan(0, length), sequence) is { } answer)
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

    private Socket Open()
    {
        var socket = open();
        socket.Blocking = false;
        return socket;
    }

    // The kernel answers before sending returns. What is there is read at once, so that nothing depends on the thread pool, which serves
    // plugins as well. Given as an argument, MSG_TRUNC makes the kernel return a datagram's real length.
    private async ValueTask<int> ReceiveAsync(Socket socket, CancellationToken cancellationToken)
    {
        var length = socket.Receive(_receiveBuffer, SocketFlags.Truncated, out var problem);
        return problem switch
        {
            SocketError.Success => length,
            SocketError.WouldBlock => await socket.ReceiveAsync(_receiveBuffer, SocketFlags.Truncated, cancellationToken),
            _ => throw new SocketException((int)problem),
        };
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

    private static NetlinkAnswer? ReadAnswers(ReadOnlySpan<byte> datagram, uint first, int count, HashSet<int> refused)
    {
        var messages = new MessageReader(datagram);
        while (messages.Read())
        {
            var index = messages.Sequence - first;
            if (messages.Type != NetlinkProtocol.TypeError || index >= count)
            {
                continue;
            }

            if (NetlinkAnswer.Read(messages).Errno != 0)
            {
                refused.Add((int)index);
            }

            if (index == count - 1)
            {
                return default(NetlinkAnswer);
            }
        }

        return null;
    }

    private delegate NetlinkAnswer? DatagramReader(ReadOnlySpan<byte> datagram, uint sequence);
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Network.Tests.Lab;

/// <summary>A UDP server that answers as a test wants it, or not.</summary>
internal sealed class DatagramServer : IAsyncDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Parse("127.0.3.1"), 0));
    private readonly Func<byte[], IPEndPoint, byte[]?> _answer;
    private readonly Task _running;
    private int _received;

    public DatagramServer(Func<string, byte[]?> answer)
        : this((heard, _) => answer(Encoding.UTF8.GetString(heard)))
    {
    }

    /// <param name="answer">Makes the answer to a datagram and its sender; null for none.</param>
    public DatagramServer(Func<byte[], IPEndPoint, byte[]?> answer)
    {
        _answer = answer;
        _running = ServeAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>How many datagrams came.</summary>
    public int Received => Volatile.Read(ref _received);

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var heard = await _socket.ReceiveAsync();
            Interlocked.Increment(ref _received);
            if (_answer(heard.Buffer, heard.RemoteEndPoint) is { } answer)
            {
                await _socket.SendAsync(answer, heard.RemoteEndPoint);
            }
        }
    }
}

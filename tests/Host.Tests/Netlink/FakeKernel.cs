using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Netlink;

/// <summary>The other end of a netlink connection: a datagram socket whose answers a test writes.</summary>
internal sealed class FakeKernel : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public FakeKernel(Func<FakeRequest, IEnumerable<byte[]>> answer)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _loop = ServeAsync(answer);
    }

    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    public int SocketsOpened { get; private set; }

    public Socket Open()
    {
        SocketsOpened++;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(_socket.LocalEndPoint!);
        return socket;
    }

    public NetlinkConnection Connect(TimeSpan? timeout = null, int receiveBufferLength = 65536, TimeProvider? time = null) =>
        new(Open, time ?? TimeProvider.System, timeout ?? TimeSpan.FromSeconds(20), receiveBufferLength);

    public void Dispose()
    {
        _stop.Cancel();
        _loop.Wait(TimeSpan.FromSeconds(20));
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<FakeRequest, IEnumerable<byte[]>> answer)
    {
        var buffer = new byte[65536];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                var request = new FakeRequest(buffer.AsSpan(0, received.ReceivedBytes).ToArray());
                Requests.Enqueue(request);
                foreach (var datagram in answer(request))
                {
                    await _socket.SendToAsync(datagram, SocketFlags.None, received.RemoteEndPoint, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that closed its socket before the answer came: the next one is served all the same.
            }
        }
    }
}

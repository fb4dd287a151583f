using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace LvsPluggable.Network.Tests.Lab;

/// <summary>A TCP server that serves each connection as a test wants it, all at the same time.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private int _accepted;

    /// <param name="serve">Serves one connection, which is closed in good order when this ends.</param>
    /// <param name="address">The address to listen on.</param>
    public TestServer(Func<Socket, CancellationToken, Task> serve, string address = "127.0.3.1")
    {
        _serve = serve;
        _listener = new TcpListener(IPAddress.Parse(address), 0);
        _listener.Start();
        _running = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>How many connections it accepted.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>A server that keeps every connection and says nothing.</summary>
    /// <param name="clients">Is given every connection; null when nobody needs them.</param>
    public static TestServer Silent(ChannelWriter<Socket>? clients = null) => new(async (client, stopping) =>
    {
        if (clients is not null)
        {
            await clients.WriteAsync(client, stopping);
        }

        await Task.Delay(Timeout.Infinite, stopping);
    });

    /// <summary>A server that sends a text and closes the connection once the client has sent something, or at once.</summary>
    public static TestServer Saying(byte[] text, bool listensFirst) => new(async (client, stopping) =>
    {
        if (listensFirst)
        {
            await client.ReceiveAsync(new byte[4096], stopping);
        }

        await client.SendAsync(text, stopping);
    });

    /// <summary>Accepts no more connections; those that there are stay.</summary>
    public void StopListening() => _listener.Stop();

    /// <summary>Closes a connection with a reset.</summary>
    public static void Reset(Socket client)
    {
        try
        {
            client.LingerState = new LingerOption(true, 0);
        }
        catch (ObjectDisposedException)
        {
            // It is closed already.
        }

        client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync(_stopping.Token);
            Interlocked.Increment(ref _accepted);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            await _serve(client, _stopping.Token);
            client.Shutdown(SocketShutdown.Both);
        }
        catch (Exception problem) when (problem is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
        finally
        {
            client.Dispose();
        }
    }
}

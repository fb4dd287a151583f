using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>The server of one real server: says its name to whoever connects, then echoes.</summary>
internal sealed class EchoServer
{
    private readonly ConcurrentDictionary<Socket, bool> _connections = new();
    private readonly string _name;
    private readonly Socket _listener;

    private EchoServer(string name, Socket listener)
    {
        _name = name;
        _listener = listener;
    }

    /// <summary>Starts it; it accepts connections when this returns.</summary>
    public static EchoServer Start(string name, int port) => Start(name, NetworkNamespace.Call(name, () => Listen(port)));

    /// <summary>Starts one on the director itself.</summary>
    public static EchoServer StartOnDirector(int port) => Start("director", Listen(port));

    /// <summary>Ends it as <c>kill -9</c> would: the port refuses connections and the established ones are reset.</summary>
    public void Kill()
    {
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
        {
            Reset(connection);
        }
    }

    private static EchoServer Start(string name, Socket listener)
    {
        var server = new EchoServer(name, listener);
        _ = server.AcceptAsync();
        return server;
    }

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        listener.Listen(backlog: 128);
        return listener;
    }

    private static void Reset(Socket connection)
    {
        try
        {
            connection.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
        {
            return;
        }

        connection.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = EchoAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception killed) when (killed is ObjectDisposedException or SocketException)
        {
            // Killed: there is nobody to tell.
        }
    }

    private async Task EchoAsync(Socket connection)
    {
        _connections[connection] = true;
        try
        {
            await connection.SendAsync(Encoding.ASCII.GetBytes(_name + "\n"));
            var buffer = new byte[4096];
            int count;
            while ((count = await connection.ReceiveAsync(buffer)) > 0)
            {
                await connection.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
        {
            // The client went away, or this server was killed.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }
}

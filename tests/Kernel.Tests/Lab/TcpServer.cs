using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>A server on a host of the laboratory, which can be killed.</summary>
internal abstract class TcpServer
{
    private readonly ConcurrentDictionary<Socket, bool> _connections = new();
    private Socket? _listener;

    /// <summary>What it says it is.</summary>
    protected string Name { get; init; } = "director";

    /// <summary>Ends it as <c>kill -9</c> would: the port refuses connections and the established ones are reset.</summary>
    public void Kill()
    {
        _listener?.Dispose();
        foreach (var connection in _connections.Keys)
        {
            Reset(connection);
        }
    }

    /// <summary>Starts one on the director itself; it accepts connections when this returns.</summary>
    protected static T Start<T>(int port)
        where T : TcpServer, new() => Start(new T(), Listen(port));

    /// <summary>Starts one on a real server.</summary>
    protected static T Start<T>(string name, int port)
        where T : TcpServer, new() => Start(name, port, () => new T { Name = name });

    /// <summary>Starts one on a real server that is made in a way of its own.</summary>
    protected static T Start<T>(string name, int port, Func<T> create)
        where T : TcpServer => Start(create(), NetworkNamespace.Call(name, () => Listen(port)));

    /// <summary>Serves a client until one of both goes away.</summary>
    protected abstract Task ServeAsync(Socket connection);

    private static T Start<T>(T server, Socket listener)
        where T : TcpServer
    {
        server._listener = listener;
        _ = server.AcceptAsync(listener);
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

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = ServeToTheEndAsync(await listener.AcceptAsync());
            }
        }
        catch (Exception killed) when (killed is ObjectDisposedException or SocketException)
        {
            // Killed: there is nobody to tell.
        }
    }

    private async Task ServeToTheEndAsync(Socket connection)
    {
        _connections[connection] = true;
        try
        {
            await ServeAsync(connection);
        }
        catch (Exception gone) when (gone is ObjectDisposedException or SocketException or IOException)
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

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// A web server on a host of the laboratory: says at <c>/alive</c> how it is, as the test wishes, and its name everywhere else.
/// </summary>
internal sealed class HttpServer
{
    public const int Port = 80;

    private readonly ConcurrentDictionary<Socket, bool> _connections = new();
    private readonly string _name;
    private readonly Socket _listener;

    private HttpServer(string name, Socket listener)
    {
        _name = name;
        _listener = listener;
    }

    /// <summary>What it answers at <c>/alive</c>: a status and a text.</summary>
    public (int Status, string Text) Alive { get; set; } = (200, "OK");

    /// <summary>Starts it on a real server; it accepts connections when this returns.</summary>
    public static HttpServer Start(string name) => Start(name, NetworkNamespace.Call(name, Listen));

    /// <summary>Starts one on the director itself.</summary>
    public static HttpServer StartOnDirector() => Start("director", Listen());

    /// <summary>Ends it: the port refuses connections and the established ones are closed.</summary>
    public void Kill()
    {
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    /// <summary>A client of the virtual address, outside: it keeps its connection from one request to the next.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = NetworkNamespace.Call(
                Laboratory.Client, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = new Uri($"http://{Laboratory.Vip}/"),
        Timeout = TimeSpan.FromSeconds(3),
    };

    private static HttpServer Start(string name, Socket listener)
    {
        var server = new HttpServer(name, listener);
        _ = server.AcceptAsync();
        return server;
    }

    private static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Any, Port));
        listener.Listen(backlog: 128);
        return listener;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception killed) when (killed is ObjectDisposedException or SocketException)
        {
            // Killed: there is nobody to tell.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        _connections[connection] = true;
        try
        {
            using var reader = new StreamReader(new NetworkStream(connection), Encoding.ASCII);
            while (await reader.ReadLineAsync() is { } request)
            {
                // Requests of these tests have no bodies: an empty line ends them.
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                var (status, text) = request.Contains(" /alive ", StringComparison.Ordinal) ? Alive : (200, _name);
                await connection.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} -\r\nContent-Length: {text.Length}\r\n\r\n{text}"));
            }
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

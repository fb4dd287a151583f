using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// A web server on a host of the laboratory: says at <c>/alive</c> how it is, as the test wishes, and its name everywhere else.
/// </summary>
internal sealed class HttpServer : TcpServer
{
    public const int Port = 80;

    /// <summary>What it answers at <c>/alive</c>: a status and a text.</summary>
    public (int Status, string Text) Alive { get; set; } = (200, "OK");

    /// <summary>Starts it on a real server; it accepts connections when this returns.</summary>
    public static HttpServer Start(string name) => Start<HttpServer>(name, Port);

    /// <summary>Starts one on the director itself.</summary>
    public static HttpServer StartOnDirector() => Start<HttpServer>(Port);

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

    protected override async Task ServeAsync(Socket connection)
    {
        using var reader = new StreamReader(new NetworkStream(connection), Encoding.ASCII);
        while (await reader.ReadLineAsync() is { } request)
        {
            // Requests of these tests have no bodies: an empty line ends them.
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            var (status, text) = request.Contains(" /alive ", StringComparison.Ordinal) ? Alive : (200, Name);
            await connection.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} -\r\nContent-Length: {text.Length}\r\n\r\n{text}"));
        }
    }
}

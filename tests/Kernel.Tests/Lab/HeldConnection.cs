using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>A connection of the client through a virtual address, kept open.</summary>
public sealed class HeldConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Socket _socket;
    private int _words;

    private HeldConnection(Socket socket, string server)
    {
        _socket = socket;
        Server = server;
    }

    /// <summary>The name of the real server that answered.</summary>
    public string Server { get; }

    /// <summary>The client's end, by which directors know the connection.</summary>
    public EndPoint ClientEnd => _socket.LocalEndPoint!;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody answered, or the connection was refused or reset.</exception>
    /// <exception cref="OperationCanceledException">It took more than 3 s.</exception>
    internal static async Task<HeldConnection> OpenAsync(string client, IPEndPoint endPoint)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var socket = NetworkNamespace.Call(
            client, () => new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        try
        {
            await socket.ConnectAsync(endPoint, deadline.Token);
            return new HeldConnection(socket, await ReadLineAsync(socket, deadline.Token));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether a word sent through it comes back from the server within 3 s.</summary>
    public async Task<bool> IsAliveAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var word = $"word {++_words}";
        try
        {
            await _socket.SendAsync(Encoding.ASCII.GetBytes(word + "\n"), deadline.Token);
            return await ReadLineAsync(_socket, deadline.Token) == word;
        }
        catch (Exception dead) when (dead is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static async Task<string> ReadLineAsync(Socket socket, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var buffer = new byte[1];
        while (true)
        {
            if (await socket.ReceiveAsync(buffer, cancellationToken) == 0)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            if (buffer[0] == '\n')
            {
                return line.ToString();
            }

            line.Append((char)buffer[0]);
        }
    }
}

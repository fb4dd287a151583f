using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>
/// A server that lets everybody in and answers every query with rows without end, or with an error of one's choice (PostgreSQL's
/// manual, "Message Formats").
/// </summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Parse("127.0.1.9"), 0);
    private readonly string? _error;
    private readonly Task _running;
    private int _connections;

    /// <param name="error">The text of the error; null for rows without end.</param>
    public HostileServer(string? error)
    {
        _error = error;
        _listener.Start();
        _running = AcceptAsync();
    }

    public RealServer RealServer => new()
    {
        Host = "hostile",
        Address = IPAddress.Parse("127.0.1.9"),
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
    };

    /// <summary>How many connections were made to it.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync();
            Interlocked.Increment(ref _connections);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            await ReceiveAsync(stream, hasType: false);
            await stream.WriteAsync(
                (byte[])[.. Message('R', 0, 0, 0, 0), .. Message('S', Text("server_version", "15.0")), .. Message('Z', (byte)'I')]);
            while (await ReceiveAsync(stream, hasType: true) == 'Q')
            {
                await AnswerAsync(stream);
            }
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        if (_error is not null)
        {
            byte[] fields =
                [(byte)'S', .. Text("FATAL"), (byte)'V', .. Text("FATAL"), (byte)'C', .. Text("57P03"), (byte)'M', .. Text(_error), 0];
            await stream.WriteAsync((byte[])[.. Message('E', fields), .. Message('Z', (byte)'I')]);
            return;
        }

        await stream.WriteAsync(Message('H', 0, 0, 1, 0, 0));
        var rows = Message('d', Encoding.UTF8.GetBytes(new string('x', 1000) + "\n"));
        while (true)
        {
            await stream.WriteAsync(rows);
        }
    }

    private static async Task<char> ReceiveAsync(NetworkStream stream, bool hasType)
    {
        var head = new byte[hasType ? 5 : 4];
        await stream.ReadExactlyAsync(head);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(hasType ? 1 : 0)) - 4];
        await stream.ReadExactlyAsync(body);
        return (char)head[0];
    }

    private static byte[] Text(params string[] texts) => [.. texts.SelectMany(text => Encoding.UTF8.GetBytes(text + "\0"))];

    private static byte[] Message(char type, params byte[] body)
    {
        var message = new byte[body.Length + 5];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), body.Length + 4);
        body.CopyTo(message.AsSpan(5));
        return message;
    }
}

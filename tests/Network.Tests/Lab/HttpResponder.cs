using System.Text;

namespace LvsPluggable.Network.Tests.Lab;

/// <summary>Answers requests of HTTP/1.1 on a connection, one after the other.</summary>
internal static class HttpResponder
{
    /// <summary>A server that answers every request.</summary>
    /// <param name="answer">Makes the whole answer of a request's head.</param>
    /// <param name="address">The address to listen on.</param>
    public static TestServer Start(Func<string, string> answer, string address = "127.0.3.1") => new(
        async (client, stopping) =>
        {
            using var stream = new System.Net.Sockets.NetworkStream(client);
            await ServeAsync(stream, answer, stopping);
        },
        address);

    /// <summary>Serves one connection until the client leaves.</summary>
    public static async Task ServeAsync(Stream stream, Func<string, string> answer, CancellationToken stopping)
    {
        while (await HeadAsync(stream, stopping) is { } head)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer(head)), stopping);
        }
    }

    /// <summary>An answer with a length.</summary>
    public static string Answer(int status, string body = "", params string[] headers) =>
        $"HTTP/1.1 {status} Whatever\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{string.Concat(headers.Select(one => one + "\r\n"))}\r\n{body}";

    // Requests of these tests have no bodies.
    private static async Task<string?> HeadAsync(Stream stream, CancellationToken stopping)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stopping) > 0)
        {
            head.Add(one[0]);
            if (head.Count >= 4 && head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
            {
                return Encoding.UTF8.GetString([.. head]);
            }
        }

        return null;
    }
}

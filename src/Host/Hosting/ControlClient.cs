using System.Net.Sockets;
using System.Text.Json;

namespace LvsPluggable.Host.Hosting;

/// <summary>Asks a running host through its control socket.</summary>
internal static class ControlClient
{
    /// <param name="path">The control socket.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Bounds the whole exchange.</param>
    /// <exception cref="SocketException">No host listens there.</exception>
    /// <exception cref="IOException">The host ended the connection without an answer.</exception>
    public static async Task<ControlAnswer> AskAsync(string path, ControlRequest request, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        await using var stream = new NetworkStream(socket);
        await JsonSerializer.SerializeAsync(stream, request, ControlJson.Default.ControlRequest, cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync(stream, ControlJson.Default.ControlAnswer, cancellationToken)
                ?? throw new IOException("the host gave an empty answer");
        }
        catch (JsonException cut)
        {
            throw new IOException("the host ended the connection without a whole answer", cut);
        }
    }
}

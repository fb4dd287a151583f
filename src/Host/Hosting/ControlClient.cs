using System.Net.Sockets;
using System.Text.Json;

namespace LvsPluggable.Host.Hosting;

/// <summary>Asks a running host through its control socket.</summary>
internal static class ControlClient
{
    /// <param name="path">The control socket.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="within">How long the whole exchange may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SocketException">No host listens there.</exception>
    /// <exception cref="IOException">The host ended the connection without an answer.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public static async Task<ControlAnswer> AskAsync(
        string path, ControlRequest request, TimeSpan within, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(within);
        try
        {
            return await ExchangeAsync(path, request, deadline.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {within.TotalSeconds:0.###} s", late);
        }
    }

    /// <summary>Whether an exception says that the host does not answer.</summary>
    public static bool IsSilence(Exception problem) =>
        problem is SocketException or IOException or TimeoutException or UnauthorizedAccessException;

    private static async Task<ControlAnswer> ExchangeAsync(string path, ControlRequest request, CancellationToken cancellationToken)
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

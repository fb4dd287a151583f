using System.Net.Sockets;
using System.Text.Json;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>
/// Answers requests on the control socket, one line each way. The socket lies in the state directory, which only its owner can
/// enter.
/// </summary>
internal sealed class ControlServer(
    string path, Func<ControlRequest, CancellationToken, Task<ControlAnswer>> answer, ILogger log)
{
    // The longest request is a set of parameters, which Pacemaker hands over in an environment of this size at the most.
    private const int LongestLine = 256 * 1024;
    private static readonly TimeSpan LineDeadline = TimeSpan.FromSeconds(5);

    /// <summary>Listens until the host stops.</summary>
    /// <exception cref="SocketException">The socket cannot be made.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        File.Delete(path);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(16);
        while (true)
        {
            var client = await listener.AcceptAsync(stopping);
            _ = ServeAsync(client, stopping);
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken stopping)
    {
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            var line = await ReadLineAsync(stream, stopping);
            var request = JsonSerializer.Deserialize(line, ControlJson.Default.ControlRequest);
            var reply = request is null
                ? new ControlAnswer { Problem = "the request is empty" }
                : await answer(request, stopping);
            await JsonSerializer.SerializeAsync(stream, reply, ControlJson.Default.ControlAnswer, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The client sees the connection end.
        }
        catch (Exception problem)
        {
            log.LogWarning("A request on the control socket failed: {Reason}", Words.Of(problem));
        }
    }

    private static async Task<byte[]> ReadLineAsync(NetworkStream stream, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(LineDeadline);
        using var line = new MemoryStream();
        var buffer = new byte[4096];
        while (line.Length <= LongestLine)
        {
            var count = await stream.ReadAsync(buffer, deadline.Token);
            var end = Array.IndexOf(buffer, (byte)'\n', 0, count);
            line.Write(buffer, 0, end < 0 ? count : end);
            if (count == 0 || end >= 0)
            {
                return line.ToArray();
            }
        }

        throw new FormatException($"the request is longer than {LongestLine} bytes");
    }
}

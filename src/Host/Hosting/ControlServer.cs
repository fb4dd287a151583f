using System.Net.Sockets;
using System.Text.Json;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>
/// Answers requests on the control socket, one line each way, from threads of its own, which plugins that block the thread pool
/// cannot hold up. The socket lies in the state directory, which only its owner can enter.
/// </summary>
internal sealed class ControlServer : IDisposable
{
    // The longest request is a set of parameters, which Pacemaker hands over in an environment of this size at the most.
    private const int LongestLine = 256 * 1024;

    // A reload takes its time, others ask for the status meanwhile; more than a few at a time is a mistake of somebody's.
    private const int MostClients = 8;

    private static readonly TimeSpan LineDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Func<ControlRequest, ControlAnswer> _answer;
    private readonly ILogger _log;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly SemaphoreSlim _places = new(MostClients);
    private readonly ManualResetEventSlim _ended = new();

    /// <summary>Listens from now on.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="answer">Answers one request; called from several threads at a time, and may take long.</param>
    /// <param name="log">Where failures are logged.</param>
    /// <exception cref="SocketException">The socket cannot be made.</exception>
    /// <exception cref="IOException">A former one cannot be removed.</exception>
    public ControlServer(string path, Func<ControlRequest, ControlAnswer> answer, ILogger log)
    {
        _answer = answer;
        _log = log;
        try
        {
            File.Delete(path);
            _listener.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            _listener.Listen(MostClients);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        new Thread(Accept) { IsBackground = true, Name = "control" }.Start();
    }

    /// <summary>Accepts nobody any more. Who is being served is served to the end.</summary>
    public void Dispose()
    {
        _ended.Set();
        _listener.Dispose();
    }

    private void Accept()
    {
        while (!_ended.IsSet)
        {
            try
            {
                if (_places.Wait(Look))
                {
                    AcceptOne();
                }
            }
            catch (Exception problem)
            {
                _places.Release();
                if (!_ended.IsSet)
                {
                    // For example too many open files; the next one may be luckier.
                    _log.LogWarning("A connection to the control socket failed: {Reason}", Words.Of(problem));
                    _ended.Wait(Look);
                }
            }
        }
    }

    private void AcceptOne()
    {
        var client = _listener.Accept();
        new Thread(() => Serve(client)) { IsBackground = true, Name = "control client" }.Start();
    }

    private void Serve(Socket client)
    {
        try
        {
            using (client)
            {
                client.SendTimeout = (int)LineDeadline.TotalMilliseconds;
                var request = JsonSerializer.Deserialize(ReadLine(client), ControlJson.Default.ControlRequest);
                var reply = request is null ? new ControlAnswer { Problem = "the request is empty" } : _answer(request);
                client.Send(JsonSerializer.SerializeToUtf8Bytes(reply, ControlJson.Default.ControlAnswer));
            }
        }
        catch (OperationCanceledException)
        {
            // The host is ending. The client sees the connection end.
        }
        catch (Exception problem)
        {
            _log.LogWarning("A request on the control socket failed: {Reason}", Words.Of(problem));
        }
        finally
        {
            _places.Release();
        }
    }

    private static byte[] ReadLine(Socket client)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var line = new MemoryStream();
        var buffer = new byte[4096];
        while (line.Length <= LongestLine)
        {
            var left = LineDeadline - TimeProvider.System.GetElapsedTime(start);
            client.ReceiveTimeout = Math.Max(1, (int)left.TotalMilliseconds);
            var count = left > TimeSpan.Zero ? client.Receive(buffer) : throw new TimeoutException("the request did not come in time");
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

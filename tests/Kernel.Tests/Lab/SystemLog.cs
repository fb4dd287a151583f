using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>Stands in for the system's log, which a booted kernel has none of, and keeps what is written to it.</summary>
internal sealed class SystemLog : IDisposable
{
    private const string Path = "/dev/log";

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _reading;

    public SystemLog()
    {
        File.Delete(Path);
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
        _reading = ReadAsync();
    }

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public void Dispose()
    {
        _over.Cancel();
        _reading.Wait(TimeSpan.FromSeconds(20));
        _socket.Dispose();
        _over.Dispose();
        File.Delete(Path);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[8192];
        while (!_over.IsCancellationRequested)
        {
            try
            {
                _lines.Enqueue(Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, SocketFlags.None, _over.Token)));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}

using System.Net.Sockets;

namespace LvsPluggable.Plugins.Network.Tcp;

/// <summary>A connection on which nothing is asked, and whose end is awaited.</summary>
internal sealed class HeldConnection : IDisposable
{
    // A greeting has less.
    private const int MostUnasked = 64 * 1024;

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly long _opened;

    /// <param name="socket">A connected socket; disposed of with this object.</param>
    /// <param name="time">The clock.</param>
    public HeldConnection(Socket socket, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        _opened = time.GetTimestamp();
        Ended = WatchAsync();
    }

    /// <summary>Completes, without a failure, when the connection has been reset, closed, or flooded.</summary>
    public Task Ended { get; }

    /// <summary>Whether it has not ended, as far as is known.</summary>
    public bool IsOpen => !Ended.IsCompleted;

    /// <summary>How long it was open, once it has ended.</summary>
    public TimeSpan Lived { get; private set; }

    public void Dispose() => _socket.Dispose();

    private async Task WatchAsync()
    {
        var buffer = new byte[256];
        try
        {
            for (int total = 0, count = 1; count > 0 && total < MostUnasked; total += count)
            {
                count = await _socket.ReceiveAsync(buffer);
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // Reset, or let go.
        }

        Lived = _time.GetElapsedTime(_opened);
        _socket.Dispose();
    }
}

namespace LvsPluggable.Plugins.Network.Connections;

/// <summary>A connection on which nothing is asked, and whose end is awaited.</summary>
internal sealed class HeldConnection : IDisposable
{
    // A greeting has less.
    private const int MostUnasked = 64 * 1024;

    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private readonly long _opened;

    /// <param name="stream">The connection; disposed of with this object.</param>
    /// <param name="time">The clock.</param>
    public HeldConnection(Stream stream, TimeProvider time)
    {
        _stream = stream;
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

    public void Dispose() => _stream.Dispose();

    private async Task WatchAsync()
    {
        var buffer = new byte[256];
        try
        {
            var isReady = false;
            for (var total = 0; total < MostUnasked; isReady = !isReady)
            {
                // Waiting without a buffer, TLS keeps none of its own.
                var count = await _stream.ReadAsync(isReady ? buffer : Memory<byte>.Empty);
                if (isReady && count == 0)
                {
                    break;
                }

                total += count;
            }
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException)
        {
            // Reset, or let go.
        }

        Lived = _time.GetElapsedTime(_opened);
        await _stream.DisposeAsync();
    }
}

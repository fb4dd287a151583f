using System.Net.Sockets;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>Waits for the server's end of the connection that is kept between two looks. What else comes on it is for the looks to read.</summary>
internal sealed class KeptConnection
{
    private volatile Socket? _last;
    private volatile TaskCompletionSource _looked = NewLook();

    // Goes up when a look begins and when it ends: odd while one is made.
    private int _looks;

    /// <summary>To be told of every connection that is made; the last one is kept.</summary>
    public void Connected(Socket socket) => _last = socket;

    /// <summary>To be told when a look begins.</summary>
    public void Looking() => Interlocked.Increment(ref _looks);

    /// <summary>To be told when a look has ended, which may have made another connection.</summary>
    public void Looked()
    {
        Interlocked.Increment(ref _looks);
        Interlocked.Exchange(ref _looked, NewLook()).SetResult();
    }

    /// <summary>Completes when the server has closed or reset it.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var looked = _looked.Task;
            var looks = Volatile.Read(ref _looks);
            if (int.IsEvenInteger(looks) && _last is { } socket && await HasEndedAsync(socket, looks, cancellationToken))
            {
                return;
            }

            await looked.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewLook() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> HasEndedAsync(Socket socket, int looks, CancellationToken cancellationToken)
    {
        try
        {
            // It takes nothing away, and completes when there is something to read, be it the end.
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken);
            var nothingCame = socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && socket.Available == 0;

            // A look reads its answer, maybe before it is seen here that one came: only between two looks is nothing the end.
            return nothingCame && Volatile.Read(ref _looks) == looks;
        }
        catch (Exception own) when (own is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}

namespace LvsPluggable.Host.Netlink;

/// <summary>
/// Lets one through at a time, in the order in which they came. A semaphore that can be cancelled would need the thread pool for
/// each of them.
/// </summary>
internal sealed class Turn
{
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly Lock _lock = new();
    private bool _isTaken;

    /// <summary>Completes when it is the caller's turn, which it gives back with <see cref="Leave"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            _waiting.Enqueue(place);
        }

        await using var cancelled = cancellationToken.UnsafeRegister((_, token) => place.TrySetCanceled(token), null);
        await place.Task;
    }

    /// <summary>It is the next one's turn.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _isTaken = false;
        }
    }
}

namespace LvsPluggable.Host.Threads;

/// <summary>
/// Lets so many in at a time. Those that wait take turns by name, so that a thousand of one name do not keep one of another waiting; of
/// one name, first come, first served. A semaphore that can be cancelled would need the thread pool for each of them, and knows no order.
/// </summary>
/// <param name="count">How many there may be in at a time.</param>
internal sealed class Places(int count)
{
    private readonly Lock _lock = new();
    private readonly Queue<Queue<TaskCompletionSource>> _turns = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);
    private int _free = count;

    /// <summary>Takes a place, as soon as there is one.</summary>
    /// <param name="name">Whose turn it is to be.</param>
    /// <param name="stopping">Cancelled when a place is wanted no more.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; no place was taken.</exception>
    public async Task EnterAsync(string name, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_waiting.TryGetValue(name, out var line))
            {
                _waiting[name] = line = new Queue<TaskCompletionSource>();
            }

            if (line.Count == 0)
            {
                _turns.Enqueue(line);
            }

            line.Enqueue(waiter);
        }

        await using var cancelled = stopping.UnsafeRegister((_, token) => waiter.TrySetCanceled(token), null);
        await waiter.Task;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            while (_turns.TryDequeue(out var line))
            {
                var isTaken = line.Dequeue().TrySetResult();
                if (line.Count > 0)
                {
                    _turns.Enqueue(line);
                }

                if (isTaken)
                {
                    return;
                }
            }

            _free++;
        }
    }
}

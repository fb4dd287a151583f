namespace LvsPluggable.Host.Plugins.Running;

/// <summary>How many calls of one plugin's source or check may run at once, whatever the number of its real servers.</summary>
internal sealed class Places(int count)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private int _free = count;

    /// <summary>Takes a place, as soon as there is one; first come, first served.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled; no place was taken.</exception>
    public async Task EnterAsync(CancellationToken stopping)
    {
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(waiter);
        }

        await using var cancelled = stopping.UnsafeRegister((_, token) => waiter.TrySetCanceled(token), null);
        await waiter.Task;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            while (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                if (first.Value.TrySetResult())
                {
                    return;
                }
            }

            _free++;
        }
    }
}

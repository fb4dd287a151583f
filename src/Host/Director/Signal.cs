namespace LvsPluggable.Host.Director;

/// <summary>Wakes one waiter; signals are kept, as one, until they are cleared.</summary>
internal sealed class Signal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private bool _isSet;

    public void Set()
    {
        lock (_lock)
        {
            _isSet = true;
            _waiter?.TrySetResult();
        }
    }

    /// <summary>Forgets a signal that is kept: the caller is about to look at all that it may tell of.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Clear()
    {
        lock (_lock)
        {
            var wasSet = _isSet;
            _isSet = false;
            return wasSet;
        }
    }

    /// <summary>Waits for a signal, at most for the given time.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled from outside.</exception>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken stopping)
    {
        // Continuations are not run by whoever signals, who may hold the lock.
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = time.CreateTimer(_ => waiter.TrySetResult(), null, atMost, Timeout.InfiniteTimeSpan);
        await using var cancelled = stopping.UnsafeRegister((_, token) => waiter.TrySetCanceled(token), null);
        lock (_lock)
        {
            _waiter = waiter;
            if (_isSet)
            {
                waiter.TrySetResult();
            }
        }

        try
        {
            await waiter.Task;
        }
        finally
        {
            lock (_lock)
            {
                _waiter = null;
            }
        }
    }
}

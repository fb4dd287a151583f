namespace LvsPluggable.Host.Director;

/// <summary>Wakes one waiter; signals that come while nobody waits are kept, as one.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);
    private int _isSet;

    public void Set()
    {
        if (Interlocked.Exchange(ref _isSet, 1) == 0)
        {
            _semaphore.Release();
        }
    }

    /// <summary>Waits for a signal, at most for the given time.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled from outside.</exception>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken stopping)
    {
        using var over = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, over.Token);
        try
        {
            await _semaphore.WaitAsync(either.Token);
            Interlocked.Exchange(ref _isSet, 0);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // The time is over, which is no failure.
        }
    }

    public void Dispose() => _semaphore.Dispose();
}

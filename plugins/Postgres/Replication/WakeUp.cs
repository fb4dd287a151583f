namespace LvsPluggable.Postgres.Replication;

/// <summary>Says that something has changed, to whoever waits for it. Safe to use from several threads.</summary>
internal sealed class WakeUp
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes those who wait, and those who will until <see cref="Forget"/>.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _changed.TrySetResult();
        }
    }

    /// <summary>Completes when something has changed.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _changed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>From now on a change counts that comes later; to be called before what is known is read.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            if (_changed.Task.IsCompleted)
            {
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}

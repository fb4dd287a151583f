namespace LvsPluggable.Host.Threads;

/// <summary>
/// The host's own threads: what runs here, and all that it awaits, comes to its turn although plugins may have taken every thread of the
/// thread pool. Code that runs here never waits for a plugin in a way that blocks.
/// </summary>
internal sealed class HostThreads : SynchronizationContext, IDisposable
{
    // Its own monitor is waited on: that of a collection that blocks would spin first, which on one processor is a hundred system calls.
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _work = new();
    private bool _hasEnded;

    /// <param name="count">How many threads there are.</param>
    public HostThreads(int count = 2)
    {
        for (var number = 1; number <= count; number++)
        {
            new Thread(Work) { IsBackground = true, Name = $"lvsdr host {number}" }.Start();
        }
    }

    /// <summary>Runs code here, from its beginning to its end.</summary>
    public Task Run(Func<Task> code) => Run(async () =>
    {
        await code();
        return true;
    });

    /// <summary>Runs code here, from its beginning to its end.</summary>
    public Task<T> Run<T>(Func<Task<T>> code)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => _ = RunAsync(code, done), null);
        return done.Task;
    }

    /// <summary>
    /// Waits here until all of these have ended, in whatever way. <see cref="Task.WhenAll(IEnumerable{Task})"/> would need the thread pool
    /// to notice it.
    /// </summary>
    public static async Task EndAsync(IReadOnlyList<Task> tasks)
    {
        foreach (var task in tasks)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Waits here until all of these have ended, in whatever way, the time is over, or the wait is cancelled.</summary>
    public static Task EndAsync(IReadOnlyList<Task> tasks, TimeSpan atMost, TimeProvider time, CancellationToken stopping) =>
        EndAsync([EndAsync(tasks).WaitAsync(atMost, time, stopping)]);

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_work)
        {
            // When the host has ended, nobody waits for what comes late.
            if (!_hasEnded)
            {
                _work.Enqueue((d, state));
                Monitor.Pulse(_work);
            }
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits for the host's threads.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Ends the threads when they have done what they were given.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            _hasEnded = true;
            Monitor.PulseAll(_work);
        }
    }

    private static async Task RunAsync<T>(Func<Task<T>> code, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(await code());
        }
        catch (OperationCanceledException cancelled)
        {
            done.TrySetCanceled(cancelled.CancellationToken);
        }
        catch (Exception problem)
        {
            done.TrySetException(problem);
        }
    }

    private void Work()
    {
        SetSynchronizationContext(this);
        while (Next() is { Callback: { } callback } next)
        {
            callback(next.State);
        }
    }

    private (SendOrPostCallback? Callback, object? State) Next()
    {
        lock (_work)
        {
            while (_work.Count == 0 && !_hasEnded)
            {
                Monitor.Wait(_work);
            }

            return _work.TryDequeue(out var next) ? next : default;
        }
    }
}

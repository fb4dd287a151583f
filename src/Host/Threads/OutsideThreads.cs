namespace LvsPluggable.Host.Threads;

/// <summary>
/// Threads for code that may block for as long as it likes: plugins, name look-ups. They are made as they are needed, used again, and ended
/// when nothing needed them for a while. What runs on them takes nothing from the thread pool or from the host.
/// </summary>
internal sealed class OutsideThreads(string name, int most = int.MaxValue)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly Queue<Action> _waiting = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private int _idle;
    private int _count;

    /// <summary>Runs code on a thread of its own; once as many run as there may be, when one of them has ended.</summary>
    public Task<T> Run<T>(Func<T> code)
    {
        // Continuations go to the context that they were captured in. Run asynchronously, they would need the thread pool to get there.
        var done = new TaskCompletionSource<T>();
        Start(() =>
        {
            try
            {
                done.SetResult(code());
            }
            catch (Exception problem)
            {
                done.SetException(problem);
            }
        });
        return done.Task;
    }

    /// <summary>Runs the synchronous part of asynchronous code on a thread of its own.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> code) => await await Run(code).ConfigureAwait(false);

    private void Start(Action job)
    {
        lock (_lock)
        {
            _waiting.Enqueue(job);
            if (_waiting.Count > _idle && _count < most)
            {
                _count++;
                new Thread(Work) { IsBackground = true, Name = name }.Start();
            }
        }

        _wanted.Release();
    }

    private void Work()
    {
        while (Next() is { } job)
        {
            job();
        }
    }

    private Action? Next()
    {
        lock (_lock)
        {
            _idle++;
        }

        var isWanted = _wanted.Wait(Idle);
        lock (_lock)
        {
            _idle--;
            if (isWanted)
            {
                return _waiting.Dequeue();
            }

            _count--;
            return null;
        }
    }
}

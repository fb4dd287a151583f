namespace LvsPluggable.Host.Threads;

/// <summary>
/// Threads for code that may block for as long as it likes: plugins, name look-ups. They are made as they are needed, used again, and ended
/// when nothing needed them for a while. What runs on them takes nothing from the thread pool or from the host.
/// </summary>
internal sealed class OutsideThreads(string name, int most = int.MaxValue)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly Queue<Action> _waiting = new();
    private readonly List<Worker> _idle = [];
    private readonly Lock _lock = new();
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
            // The one that became idle last: it is awake soonest, and those that nobody needs come to their end.
            if (_idle.Count > 0)
            {
                var worker = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                worker.Give(job);
                return;
            }

            if (_count == most)
            {
                _waiting.Enqueue(job);
                return;
            }

            _count++;
        }

        new Thread(() => Work(job)) { IsBackground = true, Name = name }.Start();
    }

    private void Work(Action first)
    {
        using var self = new Worker();
        for (var job = first; job is not null; job = Next(self))
        {
            job();
        }
    }

    private Action? Next(Worker self)
    {
        lock (_lock)
        {
            if (_waiting.TryDequeue(out var job))
            {
                return job;
            }

            _idle.Add(self);
        }

        if (self.IsGivenOne(Idle))
        {
            return self.Take();
        }

        lock (_lock)
        {
            if (!_idle.Remove(self))
            {
                // At the last moment.
                return self.Take();
            }

            _count--;
            return null;
        }
    }

    private sealed class Worker : IDisposable
    {
        private readonly AutoResetEvent _given = new(initialState: false);
        private Action? _job;

        public void Give(Action job)
        {
            _job = job;
            _given.Set();
        }

        public bool IsGivenOne(TimeSpan within) => _given.WaitOne(within);

        public Action Take()
        {
            _given.Reset();
            return _job!;
        }

        public void Dispose() => _given.Dispose();
    }
}

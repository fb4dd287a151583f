namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// How many calls of one plugin may run at once, whatever the number of its sources and checks and of the real servers. Those that wait
/// take turns by source and check, so that a check of a thousand servers does not keep its plugin's source waiting; of one, first come,
/// first served.
/// </summary>
internal sealed class Places(int count)
{
    private readonly Lock _lock = new();
    private readonly Queue<Queue<TaskCompletionSource>> _turns = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);
    private int _free = count;

    /// <summary>Shares what may run at once among plugins, so that the calls of one never take the places of another.</summary>
    /// <param name="concurrency">How many calls may run at once; each plugin has one place at least.</param>
    /// <param name="plugins">The plugins that have any source or check; a name may be there more than once.</param>
    public static IReadOnlyDictionary<string, Places> Share(int concurrency, IEnumerable<string> plugins)
    {
        var names = plugins.ToHashSet(StringComparer.Ordinal);
        return names.ToDictionary(name => name, _ => new Places(Math.Max(1, concurrency / names.Count)), StringComparer.Ordinal);
    }

    /// <summary>Takes a place, as soon as there is one.</summary>
    /// <param name="name">The source or check that is called.</param>
    /// <param name="stopping">Cancelled when it is to be called no more.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled; no place was taken.</exception>
    public async Task EnterAsync(string name, CancellationToken stopping)
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

namespace LvsPluggable.Host.Director;

/// <summary>Those who wait for a pass. Asking is for any thread, all else for the one that makes the passes.</summary>
internal sealed class PassRequests
{
    private readonly List<TaskCompletionSource> _begun = [];
    private TaskCompletionSource? _asked;

    /// <summary>Whether somebody waits for whom no pass has begun.</summary>
    public bool HasAny => Volatile.Read(ref _asked) is not null;

    /// <summary>Asks for a pass.</summary>
    /// <returns>Completes with the first pass that begins from now on and comes to its end.</returns>
    public Task AskAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _asked, mine, null) ?? mine).Task;
    }

    /// <summary>Takes down that a pass begins, which is for all who have asked.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _asked, null) is { } asked)
        {
            _begun.Add(asked);
        }
    }

    /// <summary>Takes down that a pass has come to its end; those of passes before it that have not are served, too.</summary>
    public void Serve()
    {
        _begun.ForEach(asked => asked.SetResult());
        _begun.Clear();
    }
}

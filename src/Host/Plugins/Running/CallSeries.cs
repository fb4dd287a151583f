namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Calls of third parties' code that are made one after the other on one thread, each of which should return at once.</summary>
internal sealed class CallSeries(IReadOnlyList<Action> calls)
{
    private readonly List<Exception?> _ended = [];
    private readonly Lock _lock = new();
    private bool _isGivenUp;

    /// <summary>A call did not return in time.</summary>
    public static TimeoutException Late(TimeSpan deadline) => new($"it did not return within {deadline.TotalSeconds:0.###} s");

    /// <summary>A call was not made.</summary>
    public static TimeoutException LeftBehind() => new("an earlier call has not returned yet");

    /// <summary>Makes the calls, until somebody gives up waiting for one.</summary>
    public bool Run()
    {
        foreach (var call in calls)
        {
            Exception? thrown = null;
            try
            {
                call();
            }
            catch (Exception problem)
            {
                thrown = problem;
            }

            lock (_lock)
            {
                if (_isGivenUp)
                {
                    return false;
                }

                _ended.Add(thrown);
            }
        }

        return true;
    }

    /// <summary>Waits for as long as calls return, and gives up when one does not.</summary>
    /// <returns>What each call threw; null where it returned. There are none after one that did not.</returns>
    public IReadOnlyList<Exception?> Await(Task running, TimeSpan deadline)
    {
        for (var before = 0; !running.Wait(deadline);)
        {
            lock (_lock)
            {
                if (_ended.Count == before)
                {
                    _isGivenUp = true;
                    return [.. _ended, Late(deadline), .. Enumerable.Repeat(LeftBehind(), calls.Count - before - 1)];
                }

                before = _ended.Count;
            }
        }

        return _ended;
    }
}

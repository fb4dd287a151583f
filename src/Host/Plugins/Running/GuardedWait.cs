namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Waits for a plugin's wake-ups, on threads that are the plugins', and never twice at the same time.</summary>
/// <param name="wakeable">The source or check.</param>
/// <param name="account">Where waits are counted that do not end when they should.</param>
/// <param name="subject">The real server that it is about; null when it is about none.</param>
internal sealed class GuardedWait(IWakeable wakeable, PluginAccount account, object? subject)
{
    private Task<bool>? _waiting;
    private CancellationTokenSource? _cancellation;

    /// <summary>What waits for the wake-ups of a source or check; null when it offers none.</summary>
    public static GuardedWait? For(object plugin, PluginAccount account, object? subject = null) =>
        plugin is IWakeable wakeable ? new GuardedWait(wakeable, account, subject) : null;

    /// <summary>Waits for a wake-up.</summary>
    /// <param name="over">Completes when there is no more time for it.</param>
    /// <returns>Whether the plugin woke the host; false when time is over or the plugin gave the wait up.</returns>
    public async Task<bool> WakesUpAsync(Task over)
    {
        // A wait of the pause before this one may still be running, because it ignores its token or has not got round to heeding it. It is
        // not started again beside itself; when it ends with a change after all, that counts.
        for (var isFormer = _waiting is not null; ; isFormer = false)
        {
            if (_waiting is null && account.Leftovers.Waits.RefusalOf(subject) is not null)
            {
                await over;
                return false;
            }

            var waiting = _waiting ??= Begin();
            await Task.WhenAny(over, waiting);
            if (waiting.IsCompleted)
            {
                _waiting = null;
                _cancellation?.Dispose();
                _cancellation = null;
            }

            if (!isFormer || over.IsCompleted || waiting.IsCompletedSuccessfully)
            {
                return waiting.IsCompletedSuccessfully;
            }
        }
    }

    /// <summary>Asks the plugin to end the wait that is still running, if there is one.</summary>
    public void GiveUp()
    {
        if (_waiting is not null && _cancellation is { IsCancellationRequested: false } cancellation)
        {
            account.Leftovers.Waits.Add(PluginThreads.Cancel(cancellation), subject);
        }
    }

    /// <summary>Leaves the wait that is still running, if there is one, to itself.</summary>
    public void Leave()
    {
        if (_waiting is { IsCompleted: false } waiting)
        {
            account.Leftovers.Waits.Add(waiting, subject);
        }
    }

    private Task<bool> Begin()
    {
        var cancellation = _cancellation = new CancellationTokenSource();
        var waiting = PluginThreads.Shared.RunAsync(async () =>
        {
            await wakeable.WaitForChangeAsync(cancellation.Token).ConfigureAwait(false);
            return true;
        });
        _ = waiting.ContinueWith(
            static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return waiting;
    }
}

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// Calls one source or check again and again: at every interval, when the plugin wakes it, never beside itself, each call
/// bounded.
/// </summary>
internal sealed class PluginLoop<T>
{
    // A plugin that wakes the loop all the time must not turn it into a busy one.
    private static readonly TimeSpan LeastGap = TimeSpan.FromMilliseconds(50);

    private readonly GuardedCall<T> _call;
    private readonly IWakeable? _wakeable;
    private readonly TimeProvider _time;
    private readonly Func<CallOutcome<T>, CancellationToken, ValueTask<TimeSpan>> _publish;
    private Task? _waking;

    /// <param name="call">The call into the plugin.</param>
    /// <param name="plugin">The source or check itself, which may offer wake-ups.</param>
    /// <param name="timeout">How long a call may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="publish">Takes what came of a call and says how long to wait before the next.</param>
    public PluginLoop(
        Func<CancellationToken, ValueTask<T>> call,
        object plugin,
        TimeSpan timeout,
        TimeProvider time,
        Func<CallOutcome<T>, CancellationToken, ValueTask<TimeSpan>> publish)
    {
        _call = new GuardedCall<T>(call, timeout, time);
        _wakeable = plugin as IWakeable;
        _time = time;
        _publish = publish;
    }

    /// <summary>Completes when no call into the plugin is running any more.</summary>
    public Task Idle => _call.Idle;

    /// <summary>Runs until the host stops.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task RunAsync(TimeSpan firstDelay, CancellationToken stopping)
    {
        await Task.Delay(firstDelay, _time, stopping);
        while (true)
        {
            var started = _time.GetTimestamp();
            var outcome = await _call.InvokeAsync(stopping);
            var pause = await _publish(outcome, stopping);
            await PauseAsync(pause, stopping);
            var gap = LeastGap - _time.GetElapsedTime(started);
            if (gap > TimeSpan.Zero)
            {
                await Task.Delay(gap, _time, stopping);
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var delay = Task.Delay(pause, _time, over.Token);
        try
        {
            if (_wakeable is null || !await WakesUpAsync(_wakeable, delay, over.Token))
            {
                await delay;
            }
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    // A wait of the pause before this one may still be running, because it ignores its token or has not got round to heeding it.
    // It is not started again beside itself; when it ends with a change after all, that counts.
    private async Task<bool> WakesUpAsync(IWakeable wakeable, Task delay, CancellationToken over)
    {
        for (var isFormer = _waking is not null; ; isFormer = false)
        {
            var waking = _waking ??= Task.Run(() => wakeable.WaitForChangeAsync(over).AsTask(), CancellationToken.None);
            await Task.WhenAny(delay, waking);
            _waking = waking.IsCompleted ? null : waking;
            if (!isFormer || delay.IsCompleted || waking.IsCompletedSuccessfully)
            {
                return waking.IsCompletedSuccessfully;
            }
        }
    }
}

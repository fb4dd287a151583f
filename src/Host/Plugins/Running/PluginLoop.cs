namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// Calls one source or check again and again: at every interval, when the plugin wakes it, never beside itself, each call
/// bounded.
/// </summary>
internal sealed class PluginLoop<T>
{
    private readonly GuardedCall<T> _call;
    private readonly GuardedWait? _wait;
    private readonly WakeGap _gap;
    private readonly TimeProvider _time;
    private readonly Func<CallOutcome<T>, CancellationToken, ValueTask<LoopTurn>> _publish;

    /// <param name="call">The call into the plugin.</param>
    /// <param name="wait">Waits for the plugin's wake-ups; null when it offers none.</param>
    /// <param name="gap">How soon a wake-up is heeded.</param>
    /// <param name="time">The clock.</param>
    /// <param name="publish">Takes what came of a call and says what follows.</param>
    public PluginLoop(
        GuardedCall<T> call,
        GuardedWait? wait,
        WakeGap gap,
        TimeProvider time,
        Func<CallOutcome<T>, CancellationToken, ValueTask<LoopTurn>> publish)
    {
        _call = call;
        _wait = wait;
        _gap = gap;
        _time = time;
        _publish = publish;
    }

    /// <summary>Runs until the host stops.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task RunAsync(TimeSpan firstDelay, CancellationToken stopping)
    {
        await Task.Delay(firstDelay, _time, stopping);
        try
        {
            await LoopAsync(stopping);
        }
        finally
        {
            _wait?.Leave();
        }
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        var isWoken = false;
        while (true)
        {
            var started = _time.GetTimestamp();
            var outcome = await _call.InvokeAsync(stopping) with { IsWoken = isWoken };
            var turn = await _publish(outcome, stopping);
            _gap.Looked(isWoken, turn.IsChange);
            isWoken = await PauseAsync(turn.Pause, stopping);
            var rest = _gap.Least - _time.GetElapsedTime(started);
            if (isWoken && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest < turn.Pause || turn.Pause == Timeout.InfiniteTimeSpan ? rest : turn.Pause, _time, stopping);
            }
        }
    }

    // Whether it ended by a wake-up.
    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        if (pause <= TimeSpan.Zero && pause != Timeout.InfiniteTimeSpan)
        {
            return false;
        }

        if (_wait is null)
        {
            await Task.Delay(pause, _time, stopping);
            return false;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var delay = Task.Delay(pause, _time, over.Token);
        try
        {
            if (await _wait.WakesUpAsync(delay))
            {
                return true;
            }

            await delay;
            return false;
        }
        finally
        {
            // The host's own token; the plugin's is cancelled where its callbacks harm nobody.
            over.Cancel();
            _wait.GiveUp();
        }
    }
}

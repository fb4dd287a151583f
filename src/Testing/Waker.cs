using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Testing;

/// <summary>Waits for wake-ups, under the host's guard.</summary>
internal sealed class Waker(object subject, string what, PluginAccount account, TimeProvider time)
{
    private readonly GuardedWait? _wait = GuardedWait.For(subject, account);

    /// <exception cref="PluginTestException">There are none.</exception>
    public async Task<bool> WakesUpAsync(TimeSpan within)
    {
        var wait = _wait ?? throw new PluginTestException($"{what} should be {nameof(IWakeable)}, and is not.");
        using var over = new CancellationTokenSource();
        var delay = Task.Delay(within, time, over.Token);
        try
        {
            return await wait.WakesUpAsync(delay).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            wait.GiveUp();
        }
    }
}

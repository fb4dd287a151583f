using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>The threads on which plugins' code runs, and nothing else.</summary>
internal static class PluginThreads
{
    public static OutsideThreads Shared { get; } = new("lvsdr plugin");

    /// <summary>Cancels a token that a plugin was given: its callbacks are the plugin's code, so nobody waits for them.</summary>
    public static void Cancel(CancellationTokenSource source) => _ = Shared.Run(() =>
    {
        source.Cancel();
        return true;
    }).ContinueWith(static cancelled => cancelled.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}

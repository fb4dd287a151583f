using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>The threads on which plugins' code runs, and nothing else.</summary>
internal static class PluginThreads
{
    public static OutsideThreads Shared { get; } = new("lvsdr plugin");

    /// <summary>Cancels a token that a plugin was given: its callbacks are the plugin's code, so nobody waits for them.</summary>
    /// <returns>Completes when they have run; to be counted for as long as they do.</returns>
    public static Task Cancel(CancellationTokenSource source) => Shared.Run(() =>
    {
        source.Cancel();
        return true;
    });
}

using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Calls third parties' code that should return at once, and gives up waiting for it when it does not.</summary>
internal static class BoundedCall
{
    /// <summary>Ample for code that does no I/O, on a machine that is busy starting everything at once.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<object, Task> Running = [];

    /// <exception cref="TimeoutException">It did not return in time; it is left to itself.</exception>
    /// <exception cref="Exception">What the code threw.</exception>
    public static T Run<T>(Func<T> call, TimeSpan deadline)
    {
        var running = PluginThreads.Shared.Run(call);
        try
        {
            return running.Wait(deadline) ? running.Result : throw CallSeries.Late(deadline);
        }
        catch (AggregateException failure) when (failure.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
    }

    /// <summary>
    /// Calls an object that is called again and again, several times on one thread; not while an earlier call has not returned. Each
    /// call has the deadline, and after one that does not return there are no others.
    /// </summary>
    /// <returns>What went wrong with each call, in their order; null where it returned.</returns>
    public static IReadOnlyList<Exception?> RunEachOf(object called, IReadOnlyList<Action> calls, TimeSpan deadline)
    {
        if (Running.TryGetValue(called, out var earlier) && !earlier.IsCompleted)
        {
            return [.. calls.Select(_ => CallSeries.LeftBehind())];
        }

        var series = new CallSeries(calls);
        var running = PluginThreads.Shared.Run(series.Run);
        Running.AddOrUpdate(called, running);
        return series.Await(running, deadline);
    }
}

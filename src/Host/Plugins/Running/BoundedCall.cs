using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Calls third parties' code that should return at once, and gives up waiting for it when it does not.</summary>
internal static class BoundedCall
{
    /// <summary>Ample for code that does no I/O, on a machine that is busy starting everything at once.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<object, Task> LeftBehind = [];

    /// <exception cref="TimeoutException">It did not return in time; it is left to itself.</exception>
    /// <exception cref="Exception">What the code threw.</exception>
    public static T Run<T>(Func<T> call, TimeSpan deadline)
    {
        var running = PluginThreads.Shared.Run(call);
        return Await(running, deadline);
    }

    /// <summary>The same for an object that is called again and again: it is not, while an earlier call has not returned.</summary>
    /// <exception cref="TimeoutException">It did not return in time, or an earlier call has not yet.</exception>
    /// <exception cref="Exception">What the code threw.</exception>
    public static T RunOf<T>(object called, Func<T> call, TimeSpan deadline)
    {
        if (LeftBehind.TryGetValue(called, out var earlier) && !earlier.IsCompleted)
        {
            throw new TimeoutException("an earlier call has not returned yet");
        }

        var running = PluginThreads.Shared.Run(call);
        LeftBehind.AddOrUpdate(called, running);
        return Await(running, deadline);
    }

    private static T Await<T>(Task<T> running, TimeSpan deadline)
    {
        try
        {
            return running.Wait(deadline)
                ? running.Result
                : throw new TimeoutException($"it did not return within {deadline.TotalSeconds:0.###} s");
        }
        catch (AggregateException failure) when (failure.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
    }
}

using System.Runtime.ExceptionServices;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Calls third parties' code that should return at once, and gives up waiting for it when it does not.</summary>
internal static class BoundedCall
{
    /// <summary>Ample for code that does no I/O, on a machine that is busy starting everything at once.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <exception cref="TimeoutException">It did not return in time; it is left to itself.</exception>
    /// <exception cref="Exception">What the code threw.</exception>
    public static T Run<T>(Func<T> call, TimeSpan deadline)
    {
        var running = PluginThreads.Shared.Run(call);
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

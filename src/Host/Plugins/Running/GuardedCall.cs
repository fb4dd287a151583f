using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// Calls into a plugin, bounded from outside. A call that ignores its deadline is left running and is not started a second
/// time beside itself.
/// </summary>
internal sealed class GuardedCall<T>(Func<CancellationToken, ValueTask<T>> call, TimeSpan timeout, TimeProvider time)
{
    private Task<T>? _running;

    /// <summary>Completes when no call is running any more.</summary>
    public Task Idle => _running is null ? Task.CompletedTask : Settle(_running);

    /// <summary>Makes the call, once the one that is still late (if there is one) has ended.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<CallOutcome<T>> InvokeAsync(CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        if (_running is { } late)
        {
            await Settle(late.WaitAsync(either.Token));
            stopping.ThrowIfCancellationRequested();
            if (!late.IsCompleted)
            {
                return CallOutcome<T>.Late($"an earlier call is still running after another {timeout.TotalSeconds:0.###} s");
            }
        }

        // On the thread pool: a plugin that blocks its caller must not block the loop.
        var running = Task.Run(() => call(either.Token).AsTask(), CancellationToken.None);
        _running = running;
        await Settle(running.WaitAsync(either.Token));
        stopping.ThrowIfCancellationRequested();
        _running = running.IsCompleted ? null : running;
        return running switch
        {
            { IsCompletedSuccessfully: true } => CallOutcome<T>.Answered(running.Result),
            _ when deadline.IsCancellationRequested => CallOutcome<T>.Late($"no answer within {timeout.TotalSeconds:0.###} s"),
            { Exception.InnerException: { } thrown } => CallOutcome<T>.Failed(Words.Of(thrown)),
            _ => CallOutcome<T>.Failed("the plugin gave its call up"),
        };
    }

    private static async Task Settle(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

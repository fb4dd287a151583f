using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// Calls into a plugin, bounded from outside, on threads that are the plugins'. A call that ignores its deadline is left running and is not
/// started a second time beside itself.
/// </summary>
/// <param name="call">The call into the plugin.</param>
/// <param name="timeout">How long it may run; the time before it gets its place does not count.</param>
/// <param name="account">Where its place is had and its cost is booked.</param>
/// <param name="time">The clock.</param>
/// <param name="subject">The real server that it is about; null when it is about none.</param>
/// <param name="forestall">Optional: completes, with the reason, when there is no point in waiting for the answer any more.</param>
internal sealed class GuardedCall<T>(
    Func<CancellationToken, ValueTask<T>> call,
    TimeSpan timeout,
    PluginAccount account,
    TimeProvider time,
    object? subject = null,
    Func<CancellationToken, Task<string>>? forestall = null)
{
    private Task<T>? _running;

    /// <summary>Makes the call, once the one that is still late (if there is one) has ended.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<CallOutcome<T>> InvokeAsync(CancellationToken stopping)
    {
        if (_running is { IsCompleted: false } late && await AwaitAsync(late, stopping) is var still && (still.IsLate || still.IsForestalled))
        {
            return still.IsLate
                ? CallOutcome<T>.Late($"an earlier call is still running after another {timeout.TotalSeconds:0.###} s") with { Took = still.Took }
                : still;
        }

        await account.Places.EnterAsync(account.Name, stopping);
        try
        {
            // Not before it has its place: until then, those that waited with it may have been left behind.
            return account.Leftovers.Calls.RefusalOf(subject) is { } refusal ? CallOutcome<T>.Failed(refusal) : await CallAsync(stopping);
        }
        finally
        {
            account.Places.Leave();
        }
    }

    private async Task<CallOutcome<T>> CallAsync(CancellationToken stopping)
    {
        // Not linked to a token of the host: what a plugin registers on it runs where it is cancelled.
        var cancellation = new CancellationTokenSource();
        var running = PluginThreads.Shared.RunAsync(() => InWordsAsync(cancellation.Token));
        _running = running;
        try
        {
            var outcome = await AwaitAsync(running, stopping);
            account.Book(outcome.Took, outcome is { IsAnswer: false, IsLate: false, IsForestalled: false }, outcome.IsLate);
            return outcome;
        }
        finally
        {
            if (running.IsCompleted)
            {
                cancellation.Dispose();
            }
            else
            {
                account.Leftovers.Calls.Add(Task.WhenAll(running, PluginThreads.Cancel(cancellation)), subject);
            }
        }
    }

    private async Task<CallOutcome<T>> AwaitAsync(Task<T> running, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var forestalled = forestall is null ? null : ForestallAsync(forestall, ending.Token);
        try
        {
            await SettleAsync((forestalled is null ? (Task)running : Task.WhenAny(running, forestalled)).WaitAsync(timeout, time, stopping));
        }
        finally
        {
            // Nothing of a plugin hangs on this token.
            ending.Cancel();
        }

        stopping.ThrowIfCancellationRequested();
        var outcome = running switch
        {
            { IsCompletedSuccessfully: true } => CallOutcome<T>.Answered(running.Result),
            { Exception.InnerException: { } thrown } => CallOutcome<T>.Failed(thrown.Message),
            { IsCompleted: true } => CallOutcome<T>.Failed("the plugin gave its call up"),
            _ when forestalled is { IsCompletedSuccessfully: true } => CallOutcome<T>.Forestalled(forestalled.Result),
            _ => CallOutcome<T>.Late($"no answer within {timeout.TotalSeconds:0.###} s"),
        };
        return outcome with { Took = time.GetElapsedTime(started) };
    }

    // What cannot tell forestalls nothing.
    private async Task<string> ForestallAsync(Func<CancellationToken, Task<string>> ask, CancellationToken over)
    {
        try
        {
            return await ask(over);
        }
        catch (Exception) when (!over.IsCancellationRequested)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, over);
            throw;
        }
    }

    // The words of an exception are the plugin's code, too.
    private async Task<T> InWordsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception thrown)
        {
            throw new PluginFailureException(thrown is PluginFailureException ? thrown.Message : Words.Of(thrown), thrown);
        }
    }

    private static async Task SettleAsync(Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}

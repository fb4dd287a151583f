using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Testing;

/// <summary>Puts one kind of object through the rules, all of them, and tells which it breaks.</summary>
internal static class ConformanceRun
{
    // Ample on a busy machine, and what the host itself grants a Dispose.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Beginning = TimeSpan.FromMilliseconds(100);

    /// <exception cref="PluginTestException">A rule is broken.</exception>
    public static async Task RunAsync<T>(string kind, Func<T> create, Func<T, CancellationToken, Task> call)
        where T : class, IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(create);
        var broken = new List<string>();
        if (await CreatedAsync(create, broken).ConfigureAwait(false) is { } fresh)
        {
            await DisposeTwiceAsync(fresh, "that was never called", broken).ConfigureAwait(false);
        }

        foreach (var isCancelled in (bool[])[false, true])
        {
            if (broken.Count == 0 && await CreatedAsync(create, broken).ConfigureAwait(false) is { } used)
            {
                await CancelAsync("the call", token => call(used, token), isCancelled, broken).ConfigureAwait(false);
                if (used is IWakeable wakeable)
                {
                    await CancelAsync(
                        nameof(IWakeable.WaitForChangeAsync), token => wakeable.WaitForChangeAsync(token).AsTask(), isCancelled, broken).ConfigureAwait(false);
                }

                await DisposeTwiceAsync(used, "that was called", broken).ConfigureAwait(false);
            }
        }

        if (broken.Count > 0)
        {
            throw new PluginTestException($"The {kind} breaks what the host counts on: {string.Join("; ", broken)}.");
        }
    }

    private static async Task<T?> CreatedAsync<T>(Func<T> create, List<string> broken)
        where T : class
    {
        try
        {
            var created = await PluginThreads.Shared.Run(create).WaitAsync(BoundedCall.Deadline).ConfigureAwait(false);
            if (created is null)
            {
                broken.Add("what creates it gives null");
            }

            return created;
        }
        catch (TimeoutException)
        {
            broken.Add($"it is not created within {BoundedCall.Deadline.TotalSeconds} s, and should do no I/O then");
        }
        catch (Exception failure)
        {
            broken.Add($"it cannot be created: {Words.WithType(failure)}");
        }

        return null;
    }

    private static async Task CancelAsync(string what, Func<CancellationToken, Task> call, bool isCancelled, List<string> broken)
    {
        var source = new CancellationTokenSource();
        if (isCancelled)
        {
            await source.CancelAsync().ConfigureAwait(false);
        }

        var begun = PluginThreads.Shared.Run(() => call(source.Token));
        if (!await EndsAsync(begun, Patience).ConfigureAwait(false))
        {
            broken.Add($"{what} keeps its caller for more than {Patience.TotalSeconds} s before it returns a task");
            await source.CancelAsync().ConfigureAwait(false);
            return;
        }

        var running = begun.IsCompletedSuccessfully ? begun.Result : begun;
        await EndsAsync(running, Beginning).ConfigureAwait(false);
        await source.CancelAsync().ConfigureAwait(false);
        if (!await EndsAsync(running, Patience).ConfigureAwait(false))
        {
            broken.Add($"{what} goes on for more than {Patience.TotalSeconds} s after its token was cancelled{(isCancelled ? ", which it was before" : "")}");
        }
        else if (running.Exception?.InnerException is PluginFailureException answer)
        {
            broken.Add($"{what} answers what cannot be: {answer.Message}");
        }

        source.Dispose();
    }

    private static async Task DisposeTwiceAsync<T>(T subject, string which, List<string> broken)
        where T : IAsyncDisposable
    {
        foreach (var time in (string[])["", "again "])
        {
            var disposing = PluginThreads.Shared.RunAsync(async () =>
            {
                await subject.DisposeAsync().ConfigureAwait(false);
                return true;
            });
            if (!await EndsAsync(disposing, Patience).ConfigureAwait(false))
            {
                broken.Add($"one {which} is not disposed of {time}within {Patience.TotalSeconds} s");
                return;
            }

            if (disposing.Exception?.InnerException is { } failure)
            {
                broken.Add($"one {which} cannot be disposed of {time}({Words.WithType(failure)})");
            }
        }
    }

    private static async Task<bool> EndsAsync(Task task, TimeSpan within)
    {
        await task.WaitAsync(within).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }
}

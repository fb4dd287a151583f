
namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// A source or check that a plugin creates: created once, tried again after a growing pause when that fails, never twice at the same time,
/// and disposed of in the end, all of it bounded.
/// </summary>
/// <param name="create">Creates it.</param>
/// <param name="account">Where its calls have their places and are booked.</param>
/// <param name="time">The clock.</param>
/// <param name="subject">The real server that it is about; null when it is about none.</param>
internal sealed class PluginObject<T>(Func<T?> create, PluginAccount account, TimeProvider time, object? subject = null)
    where T : class, IAsyncDisposable
{
    private static readonly TimeSpan DisposeDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>The object, once it was created.</summary>
    public T? Instance { get; private set; }

    /// <summary>Creates it, however often that has to be tried.</summary>
    /// <param name="failed">Told why it cannot be created.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<T> CreateAsync(Action<string> failed, CancellationToken stopping)
    {
        var call = new GuardedCall<T>(_ => new(Created()), BoundedCall.Deadline, account, time, subject);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var outcome = await call.InvokeAsync(stopping);
            if (outcome.IsAnswer)
            {
                return Instance = outcome.Answer!;
            }

            failed($"it cannot be created: {outcome.Problem}");
            await Task.Delay(pause, time, stopping);
        }
    }

    /// <summary>Disposes of it. One that does not come to an end is left behind.</summary>
    /// <returns>What went wrong, in words; null when nothing did.</returns>
    public async Task<string?> DisposeAsync()
    {
        if (Instance is not { } instance)
        {
            return null;
        }

        var dispose = new GuardedCall<bool>(
            async _ =>
            {
                await instance.DisposeAsync().ConfigureAwait(false);
                return true;
            },
            DisposeDeadline,
            account,
            time,
            subject);
        var outcome = await dispose.InvokeAsync(CancellationToken.None);
        return outcome.Problem;
    }

    private T Created() => create() ?? throw new PluginFailureException("null instead of an object");
}

using System.Diagnostics;

namespace LvsPluggable;

/// <summary>Waits for what must come true, by looking again and again.</summary>
internal static class Eventually
{
    /// <summary>How long it waits where the caller does not say.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    // Where the machine is slow, or held up by others, so are looks: a deadline is also so many of them, up to a limit.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private const int MostDeadlines = 4;

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It did not in time.</exception>
    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, within);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var (holds, _) = await TryAsync(isSo => isSo, condition, within ?? Deadline).ConfigureAwait(false);
        Assert.True(holds, InVain(what, within));
    }

    /// <summary>Waits until <paramref name="read"/> gives <paramref name="expected"/>.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It did not in time; the message shows what was there last.</exception>
    public static async Task EqualAsync<T>(T expected, Func<Task<T>> read, string what, TimeSpan? within = null)
    {
        var (met, last) = await TryAsync(value => EqualityComparer<T>.Default.Equals(value, expected), read, within ?? Deadline)
            .ConfigureAwait(false);
        Assert.True(met, $"{InVain(what, within)}\nexpected:\n{expected}\nfound:\n{last}");
    }

    /// <summary>Waits until <paramref name="read"/> gives something that meets <paramref name="condition"/>, and returns it.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It did not in time; the message shows what was there last.</exception>
    public static async Task<T> MeetsAsync<T>(Func<T, bool> condition, Func<Task<T>> read, string what, TimeSpan? within = null)
    {
        var (met, last) = await TryAsync(condition, read, within ?? Deadline).ConfigureAwait(false);
        Assert.True(met, $"{InVain(what, within)}\nfound:\n{last}");
        return last;
    }

    private static string InVain(string what, TimeSpan? within) => $"Waited {(within ?? Deadline).TotalSeconds} s in vain: {what}";

    // It goes on wherever there is a thread, so that a test that blocks while it waits does not wait for itself.
    private static async Task<(bool Met, T Last)> TryAsync<T>(Func<T, bool> condition, Func<Task<T>> read, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        var pause = ShortestPause;
        for (var looks = 1; ; looks++)
        {
            // Looking takes time of its own: what is found by a look that began in time counts.
            var began = watch.Elapsed;
            var isInTime = began <= within || (looks * Look <= within && began <= within * MostDeadlines);
            var value = await read().ConfigureAwait(false);
            if (condition(value) || !isInTime)
            {
                return (isInTime, value);
            }

            // Longer each time: looks are no load to what is waited for, on a slow machine either.
            await Task.Delay(pause).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}

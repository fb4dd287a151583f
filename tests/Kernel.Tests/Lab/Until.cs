using System.Diagnostics;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>Waits for what must come true, by looking again and again.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until <paramref name="read"/> gives <paramref name="expected"/>.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It did not in time; the message shows what was there instead.</exception>
    public static async Task EqualAsync<T>(T expected, Func<Task<T>> read, TimeSpan within, string what)
    {
        var (met, last) = await TryAsync(value => EqualityComparer<T>.Default.Equals(value, expected), read, within);
        Assert.True(met, $"Within {within.TotalSeconds} s {what}\nexpected:\n{expected}\nfound:\n{last}");
    }

    /// <summary>Waits until <paramref name="read"/> gives something that meets <paramref name="condition"/>, and returns it.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It did not in time; the message shows what was there instead.</exception>
    public static async Task<T> MeetsAsync<T>(Func<T, bool> condition, Func<Task<T>> read, TimeSpan within, string what)
    {
        var (met, last) = await TryAsync(condition, read, within);
        Assert.True(met, $"Within {within.TotalSeconds} s {what}\nfound:\n{last}");
        return last;
    }

    private static async Task<(bool Met, T Last)> TryAsync<T>(Func<T, bool> condition, Func<Task<T>> read, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            // Looking takes time of its own: what is found by a look that began in time counts.
            var inTime = watch.Elapsed <= within;
            var value = await read();
            if (condition(value))
            {
                return (inTime, value);
            }

            if (watch.Elapsed > within)
            {
                return (false, value);
            }

            await Task.Delay(Pause);
        }
    }
}

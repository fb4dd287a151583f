using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Support;

/// <summary>Waits for conditions.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Waits until the condition holds, and fails the test when it does not come to.</summary>
    public static async Task Holds(Func<bool> condition, string what)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Deadline, $"Not within {Deadline.TotalSeconds} s: {what}");
            await tick.WaitForNextTickAsync();
        }
    }
}

using System.Diagnostics;

namespace LvsPluggable.Plugins;

internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Polls until a condition holds.</summary>
    /// <exception cref="TimeoutException">It does not in time.</exception>
    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline)
            {
                throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    /// <summary>The process numbers that a script wrote to a file, one a line, once there are that many.</summary>
    public static async Task<int[]> ProcessesAsync(string file, int count)
    {
        await HoldsAsync(() => File.Exists(file) && File.ReadAllText(file).Count(character => character == '\n') == count, file);
        return [.. File.ReadAllLines(file).Select(int.Parse)];
    }

    /// <summary>Whether a process runs; one that has ended and waits for its parent to notice does not.</summary>
    public static bool Runs(int process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}

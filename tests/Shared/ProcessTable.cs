namespace LvsPluggable;

/// <summary>What the kernel says of processes that a test started, or made others start.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process runs; one that has ended and waits for its parent to notice does not.</summary>
    public static bool Runs(int process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The process numbers that a script wrote to a file, one a line, once there are so many.</summary>
    public static async Task<int[]> NumbersInAsync(string file, int count)
    {
        await Eventually.HoldsAsync(() => File.Exists(file) && File.ReadAllText(file).Count(letter => letter == '\n') >= count, file);
        return [.. File.ReadAllLines(file).Select(int.Parse)];
    }
}

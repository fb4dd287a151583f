namespace LvsPluggable.Host.Hosting;

/// <summary>
/// Ends a host whose heap is full. Going on would mean that any part of it fails at any moment; a new host over the same table
/// is better off.
/// </summary>
internal static class HeapLimit
{
    // A single allocation that no heap could hold is its caller's failure alone.
    private const double Full = 0.8;

    /// <summary>Begins to watch.</summary>
    public static void Watch()
    {
        // With a hard limit this is the limit.
        var full = (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * Full);
        AppDomain.CurrentDomain.FirstChanceException += (_, thrown) =>
        {
            if (thrown.Exception is OutOfMemoryException && GC.GetTotalMemory(forceFullCollection: false) > full)
            {
                Environment.FailFast("the heap of the host is full");
            }
        };
    }
}

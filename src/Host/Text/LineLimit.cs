namespace LvsPluggable.Host.Text;

/// <summary>Lets so many lines a minute pass and counts the others. To be used by one thread at a time.</summary>
/// <param name="most">The most lines in a minute.</param>
/// <param name="time">The clock.</param>
internal sealed class LineLimit(int most, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private long _windowStart = time.GetTimestamp();
    private int _count;
    private int _dropped;

    /// <summary>Whether one more line passes.</summary>
    /// <param name="dropped">What is to be said, before it, of those that did not; null for nothing.</param>
    public bool TryPass(out string? dropped)
    {
        dropped = null;
        if (time.GetElapsedTime(_windowStart) >= Window)
        {
            dropped = TakeDropped();
            _windowStart = time.GetTimestamp();
            _count = 0;
        }

        if (_count == most)
        {
            _dropped++;
            return false;
        }

        _count++;
        return true;
    }

    /// <summary>What is to be said of those that did not pass and were not told of; null for nothing.</summary>
    public string? TakeDropped()
    {
        var dropped = _dropped == 0 ? null : $"{_dropped} more lines within a minute, which are not shown";
        _dropped = 0;
        return dropped;
    }
}

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// How soon after one look a wake-up brings the next: at once at first, later and later while wake-ups bring no change, so that one that is
/// always ready costs no more than an interval does. Pure.
/// </summary>
/// <param name="interval">The ordinary time between looks, which is the longest gap.</param>
/// <param name="exhausted">Told once, when wake-ups without a change have brought the gap to its longest.</param>
internal sealed class WakeGap(TimeSpan interval, Action exhausted)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private bool _isExhausted;

    /// <summary>The least time from the beginning of one look to that of the next, if that is by a wake-up.</summary>
    public TimeSpan Least { get; private set; } = First;

    /// <summary>Takes down one look.</summary>
    /// <param name="isWoken">Whether a wake-up brought it about.</param>
    /// <param name="isChange">Whether it said something else than the look before.</param>
    public void Looked(bool isWoken, bool isChange)
    {
        if (!isWoken || isChange)
        {
            Least = First;
            _isExhausted &= isWoken && !isChange;
            return;
        }

        Least = Least * 2 < interval ? Least * 2 : interval;
        if (Least == interval && !_isExhausted)
        {
            _isExhausted = true;
            exhausted();
        }
    }
}

namespace LvsPluggable;

/// <summary>
/// Optional, on a source or a check that can tell when its answer may have changed. The host then calls it at once instead of
/// at the next interval. A wake-up carries no result, and one too many does no harm.
/// </summary>
public interface IWakeable
{
    /// <summary>
    /// Completes when a call now would be worth making. Called again after every call of the source or check; may be
    /// running while the source or check is called.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the interval ends first, and when the host stops.</param>
    /// <exception cref="Exception">The wait is given up until the next interval.</exception>
    ValueTask WaitForChangeAsync(CancellationToken cancellationToken);
}

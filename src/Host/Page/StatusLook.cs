namespace LvsPluggable.Host.Page;

/// <summary>How the hosts are now. However many ask, they are looked at once a second at the most, and once at a time.</summary>
internal sealed class StatusLook(PageSource source, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<StatusSnapshot>? _last;
    private long _begun;

    /// <summary>How they are, or were within the last second.</summary>
    public Task<StatusSnapshot> NowAsync(CancellationToken gone)
    {
        lock (_lock)
        {
            if (_last is null || (_last.IsCompleted && (!_last.IsCompletedSuccessfully || time.GetElapsedTime(_begun) >= Fresh)))
            {
                _begun = time.GetTimestamp();

                // Others wait for it when this one is gone.
                var before = _last is { IsCompletedSuccessfully: true } last ? last.Result.Sent : [];
                _last = Task.Run(() => TakeAsync(before), CancellationToken.None);
            }

            return _last.WaitAsync(gone);
        }
    }

    private async Task<StatusSnapshot> TakeAsync(byte[] before) => new(await source.Look(CancellationToken.None), source.Write, before);
}

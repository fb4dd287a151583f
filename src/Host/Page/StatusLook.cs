using LvsPluggable.Host.Director.Status;

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
                _last = Task.Run(TakeAsync, CancellationToken.None);
            }

            return _last.WaitAsync(gone);
        }
    }

    private async Task<StatusSnapshot> TakeAsync()
    {
        var statuses = await source.Look(CancellationToken.None);
        return new StatusSnapshot(statuses, source.Write(statuses), source.Write([.. statuses.Select(Short)]));
    }

    // What changes with every call of a plugin, or says the same again, is not sent again and again.
    private static HostStatus Short(HostStatus status) => status with
    {
        Plugins = [.. status.Plugins.Where(plugin => !plugin.IsCurrent)],
        Services = [.. status.Services.Select(service => service with { Plugins = [], Table = [] })],
    };
}

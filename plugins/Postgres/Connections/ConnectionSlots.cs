namespace LvsPluggable.Postgres.Connections;

/// <summary>
/// Sees to it that the source and the checks of a virtual service together have no more than a few connections to a server.
/// </summary>
/// <param name="most">How many.</param>
internal sealed class ConnectionSlots(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SemaphoreSlim> _servers = new(StringComparer.Ordinal);

    /// <summary>Takes a slot if one is free, to be disposed of when the connection is closed.</summary>
    public IDisposable? TryTake(string server)
    {
        var slots = SlotsOf(server);
        return slots.Wait(0) ? new Slot(slots) : null;
    }

    /// <summary>Takes a slot as soon as one is free.</summary>
    public async Task<IDisposable> TakeAsync(string server, CancellationToken cancellationToken)
    {
        var slots = SlotsOf(server);
        await slots.WaitAsync(cancellationToken);
        return new Slot(slots);
    }

    private SemaphoreSlim SlotsOf(string server)
    {
        lock (_lock)
        {
            if (!_servers.TryGetValue(server, out var slots))
            {
                _servers[server] = slots = new SemaphoreSlim(most, most);
            }

            return slots;
        }
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        private int _isFree;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 0)
            {
                slots.Release();
            }
        }
    }
}

using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>A table in memory that can be told to refuse, and remembers the order in which it was changed.</summary>
internal sealed class RefusingTable : IIpvsClient
{
    private readonly Lock _lock = new();
    private readonly MemoryTable _table = new();
    private int _passes;
    private int _comparisons;

    public Func<string, bool> Refuses { get; set; } = _ => false;

    public List<string> Changes { get; } = [];

    /// <summary>How many connections a real server has: by its address, or by address and port.</summary>
    public Dictionary<string, uint> Connections { get; } = new(StringComparer.Ordinal);

    /// <summary>What the question for the version, which is a host's first, waits for.</summary>
    public Task TellsVersion { get; set; } = Task.CompletedTask;

    /// <summary>What a read of a service waits for: a kernel that does not answer until it completes.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    /// <summary>How often a service was looked at.</summary>
    public int Reads => Passes + Comparisons;

    /// <summary>How often a service was read for a pass.</summary>
    public int Passes => Volatile.Read(ref _passes);

    /// <summary>How often a service was only compared with what it was before.</summary>
    public int Comparisons => Volatile.Read(ref _comparisons);

    public IEnumerable<string> Snapshot() => Locked(() => _table.GetDestinationsAsync(Support.Make.Service.Key, null, CancellationToken.None))
        .Select(state => $"{state.Destination.EndPoint.Address.GetAddressBytes()[3]}:{state.Destination.Weight}")
        .Order(StringComparer.Ordinal).ToList();

    public async Task<IpvsInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        await TellsVersion.WaitAsync(cancellationToken);
        return await _table.GetInfoAsync(cancellationToken);
    }

    public Task<IReadOnlyList<VirtualService>> GetServicesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Locked(() => _table.GetServicesAsync(cancellationToken)));

    public async Task<VirtualService?> GetServiceAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _passes);
        await Answers.WaitAsync(cancellationToken);
        return Locked(() => _table.GetServiceAsync(key, image, cancellationToken));
    }

    public Task<IReadOnlyList<DestinationState>> GetDestinationsAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DestinationState>>([.. Locked(() => _table.GetDestinationsAsync(key, image, cancellationToken))
            .Select(state => state with
            {
                ActiveConnections = Connections.GetValueOrDefault(
                    state.Destination.EndPoint.ToString(), Connections.GetValueOrDefault(state.Destination.EndPoint.Address.ToString())),
            })]);

    public async Task<bool> IsAsync(ServiceKey key, TableImage image, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _comparisons);
        await Answers.WaitAsync(cancellationToken);
        return Locked(() => _table.IsAsync(key, image, cancellationToken));
    }

    public Task<IReadOnlyList<TableChange>> TryAllAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken) =>
        Task.FromResult(changes);

    public Task ApplyAsync(TableChange change, CancellationToken cancellationToken)
    {
        var subject = change.Destination is { } destination ? $"{destination.EndPoint.Address}" : $"service {change.Service.Key}";
        return Change($"{IpvsRequest.Of(change).Operation} {subject}", () => _table.ApplyAsync(change, cancellationToken));
    }

    public Task DeleteServiceAsync(ServiceKey key, CancellationToken cancellationToken) =>
        Change($"delete service {key}", () => _table.DeleteServiceAsync(key, cancellationToken));

    private Task Change(string what, Func<Task> change)
    {
        lock (_lock)
        {
            if (Refuses(what))
            {
                throw new IpvsException(what.Split(' ')[0], what, new NetlinkException(Errno.NotPermitted, null));
            }

            Changes.Add(what);
            return change();
        }
    }

    // The table in memory answers at once, so nothing is waited for while the lock is held.
    private T Locked<T>(Func<Task<T>> read)
    {
        lock (_lock)
        {
            return read().Result;
        }
    }
}

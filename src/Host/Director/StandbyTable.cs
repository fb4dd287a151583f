using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>
/// The table of a host in standby: one of its own, which is kept as the kernel's would be, and nothing that the kernel knows of. Once the
/// host directs it is the kernel's.
/// </summary>
internal sealed class StandbyTable(IIpvsClient kernel) : IIpvsClient
{
    private volatile IIpvsClient _table = new MemoryTable();

    public bool IsStandby => _table != kernel;

    /// <summary>From now on it is the kernel's table. A pass that has begun finds nothing to do, or does it in its own.</summary>
    public void Direct() => _table = kernel;

    /// <summary>Asks the kernel in any case: without IPVS a host will never direct.</summary>
    public Task<IpvsInfo> GetInfoAsync(CancellationToken cancellationToken) => kernel.GetInfoAsync(cancellationToken);

    public Task<IReadOnlyList<VirtualService>> GetServicesAsync(CancellationToken cancellationToken) => _table.GetServicesAsync(cancellationToken);

    public Task<VirtualService?> GetServiceAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken) =>
        _table.GetServiceAsync(key, image, cancellationToken);

    public Task<IReadOnlyList<DestinationState>> GetDestinationsAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken) =>
        _table.GetDestinationsAsync(key, image, cancellationToken);

    public Task<bool> IsAsync(ServiceKey key, TableImage image, CancellationToken cancellationToken) => _table.IsAsync(key, image, cancellationToken);

    public Task ApplyAsync(TableChange change, CancellationToken cancellationToken) => _table.ApplyAsync(change, cancellationToken);

    public Task<IReadOnlyList<TableChange>> TryAllAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken) =>
        _table.TryAllAsync(changes, cancellationToken);

    public Task DeleteServiceAsync(ServiceKey key, CancellationToken cancellationToken) => _table.DeleteServiceAsync(key, cancellationToken);
}

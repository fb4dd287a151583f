using System.Net;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>A table of virtual services that is no kernel's: what would be done to one is done to it.</summary>
internal sealed class MemoryTable : IIpvsClient
{
    private readonly Dictionary<ServiceKey, VirtualService> _services = [];
    private readonly Dictionary<ServiceKey, Dictionary<IPEndPoint, Destination>> _destinations = [];

    public Task<IpvsInfo> GetInfoAsync(CancellationToken cancellationToken) => Task.FromResult(new IpvsInfo { Version = new Version(1, 2, 1) });

    public Task<IReadOnlyList<VirtualService>> GetServicesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VirtualService>>([.. _services.Values]);

    public Task<VirtualService?> GetServiceAsync(ServiceKey key, CancellationToken cancellationToken) =>
        Task.FromResult(_services.GetValueOrDefault(key));

    public Task<IReadOnlyList<DestinationState>> GetDestinationsAsync(ServiceKey service, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DestinationState>>(_destinations.TryGetValue(service, out var destinations)
            ? [.. destinations.Values.Select(destination => new DestinationState { Destination = destination })]
            : []);

    public Task<IReadOnlyList<TableChange>> TryAllAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken) =>
        Task.FromResult(changes);

    public Task ApplyAsync(TableChange change, CancellationToken cancellationToken)
    {
        var key = change.Service.Key;
        if (change.Destination is not { } destination)
        {
            _services[key] = change.Service;
            _destinations.TryAdd(key, []);
        }
        else if (change.Kind == ChangeKind.DeleteDestination)
        {
            _destinations[key].Remove(destination.EndPoint);
        }
        else
        {
            _destinations[key][destination.EndPoint] = destination;
        }

        return Task.CompletedTask;
    }

    public Task DeleteServiceAsync(ServiceKey key, CancellationToken cancellationToken)
    {
        _services.Remove(key);
        _destinations.Remove(key);
        return Task.CompletedTask;
    }
}

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

    public Task AddServiceAsync(VirtualService service, CancellationToken cancellationToken)
    {
        _services[service.Key] = service;
        _destinations.TryAdd(service.Key, []);
        return Task.CompletedTask;
    }

    public Task EditServiceAsync(VirtualService service, CancellationToken cancellationToken) =>
        AddServiceAsync(service, cancellationToken);

    public Task DeleteServiceAsync(ServiceKey key, CancellationToken cancellationToken)
    {
        _services.Remove(key);
        _destinations.Remove(key);
        return Task.CompletedTask;
    }

    public Task AddDestinationAsync(ServiceKey service, Destination destination, CancellationToken cancellationToken)
    {
        _destinations[service][destination.EndPoint] = destination;
        return Task.CompletedTask;
    }

    public Task EditDestinationAsync(ServiceKey service, Destination destination, CancellationToken cancellationToken) =>
        AddDestinationAsync(service, destination, cancellationToken);

    public Task DeleteDestinationAsync(ServiceKey service, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        _destinations[service].Remove(endPoint);
        return Task.CompletedTask;
    }
}

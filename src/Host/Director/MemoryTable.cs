using System.Net;
using System.Text;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>A table of virtual services that is no kernel's: what would be done to one is done to it.</summary>
internal sealed class MemoryTable : IIpvsClient
{
    private readonly Dictionary<ServiceKey, (VirtualService Service, Dictionary<IPEndPoint, Destination> Destinations)> _services = [];
    private readonly Lock _lock = new();

    public Task<IpvsInfo> GetInfoAsync(CancellationToken cancellationToken) => Task.FromResult(new IpvsInfo { Version = new Version(1, 2, 1) });

    public Task<IReadOnlyList<VirtualService>> GetServicesAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<VirtualService>>(() => [.. _services.Values.Select(entry => entry.Service)]);

    public Task<VirtualService?> GetServiceAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken) => Locked(() =>
    {
        var service = _services.TryGetValue(key, out var entry) ? entry.Service : null;
        Show(image, service);
        return service;
    });

    public Task<IReadOnlyList<DestinationState>> GetDestinationsAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<DestinationState>>(() =>
        {
            List<Destination> destinations = _services.TryGetValue(key, out var entry) ? [.. entry.Destinations.Values] : [];
            destinations.ForEach(destination => Show(image, destination));
            return destinations.ConvertAll(destination => new DestinationState { Destination = destination });
        });

    public async Task<bool> IsAsync(ServiceKey key, TableImage image, CancellationToken cancellationToken)
    {
        image.Compare();
        await GetServiceAsync(key, image, cancellationToken);
        await GetDestinationsAsync(key, image, cancellationToken);
        return image.End();
    }

    public Task<IReadOnlyList<TableChange>> TryAllAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken) =>
        Task.FromResult(changes);

    public Task ApplyAsync(TableChange change, CancellationToken cancellationToken) => Locked(() =>
    {
        var key = change.Service.Key;
        if (change.Destination is not { } destination)
        {
            _services[key] = (change.Service, _services.TryGetValue(key, out var entry) ? entry.Destinations : []);
        }
        else if (change.Kind == ChangeKind.DeleteDestination)
        {
            _services[key].Destinations.Remove(destination.EndPoint);
        }
        else
        {
            _services[key].Destinations[destination.EndPoint] = destination;
        }

        return true;
    });

    public Task DeleteServiceAsync(ServiceKey key, CancellationToken cancellationToken) => Locked(() => _services.Remove(key));

    private static void Show(TableImage? image, object? entry) => image?.Take(0, Encoding.UTF8.GetBytes($"{entry}"));

    // Virtual services are kept side by side.
    private Task<T> Locked<T>(Func<T> use)
    {
        lock (_lock)
        {
            return Task.FromResult(use());
        }
    }
}

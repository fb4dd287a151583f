using System.Net;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>What the kernel has now of a virtual service and of its twins, which are the same on other ports.</summary>
internal sealed record KernelTables
{
    /// <summary>The table of each, in the order of <see cref="ServiceDefinition.Services"/>.</summary>
    public required IReadOnlyList<KernelTable> Each { get; init; }

    /// <summary>
    /// The service's own table, with the connections of its twins and what only they have. A real server is known by its place in the
    /// service itself.
    /// </summary>
    public required KernelTable Together { get; init; }

    /// <summary>That of a service that the kernel does not have.</summary>
    public static KernelTables Absent(ServiceDefinition definition) =>
        new() { Each = [.. definition.Services.Select(_ => new KernelTable())], Together = new KernelTable() };

    /// <param name="kernel">The kernel.</param>
    /// <param name="definition">The service and its twins.</param>
    /// <param name="images">Keep what the kernel tells of each of them.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    /// <exception cref="IpvsException">The kernel does not answer or refuses.</exception>
    public static async Task<KernelTables> ReadAsync(
        IIpvsClient kernel, ServiceDefinition definition, IReadOnlyList<TableImage> images, CancellationToken stopping)
    {
        var tables = new List<KernelTable>();
        foreach (var (service, image) in definition.Services.Zip(images))
        {
            tables.Add(await KernelTable.ReadAsync(kernel, service.Key, image, stopping));
        }

        return new KernelTables { Each = tables, Together = Merge(definition.Services, tables) };
    }

    /// <summary>A real server of one service, as it is in another one: with its port, unless it has one of its own.</summary>
    public static IPEndPoint Place(IPEndPoint server, int from, int to) =>
        from != to && server.Port == from ? new IPEndPoint(server.Address, to) : server;

    private static KernelTable Merge(IReadOnlyList<VirtualService> services, IReadOnlyList<KernelTable> tables)
    {
        if (tables.Count == 1)
        {
            return tables[0];
        }

        var port = services[0].Key.Port;
        return tables[0] with
        {
            Destinations =
            [
                .. services.Zip(tables)
                    .SelectMany(pair => pair.Second.Destinations.Select(state => state with
                    {
                        Destination = state.Destination with { EndPoint = Place(state.Destination.EndPoint, pair.First.Key.Port, port) },
                    }))
                    .GroupBy(state => state.Destination.EndPoint)
                    .Select(states => states.First() with
                    {
                        ActiveConnections = (uint)states.Sum(state => state.ActiveConnections),
                        InactiveConnections = (uint)states.Sum(state => state.InactiveConnections),
                        PersistentConnections = (uint)states.Sum(state => state.PersistentConnections),
                        Traffic = states.Aggregate(default(Traffic), (sum, state) => sum + state.Traffic),
                    }),
            ],
        };
    }
}

using System.Net;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>One virtual service as the kernel has it now.</summary>
internal sealed record KernelTable
{
    /// <summary>Null when the kernel does not have the service.</summary>
    public VirtualService? Service { get; init; }

    public IReadOnlyList<DestinationState> Destinations { get; init; } = [];

    /// <summary>Weight and connections of each real server, by address and port.</summary>
    public IReadOnlyDictionary<IPEndPoint, (int Weight, long Connections)> ByEndPoint() => Destinations.ToDictionary(
        state => state.Destination.EndPoint,
        state => (state.Destination.Weight, (long)state.ActiveConnections + state.InactiveConnections));

    /// <param name="kernel">The kernel.</param>
    /// <param name="key">What selects the service.</param>
    /// <param name="image">Keeps what the kernel tells.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    /// <exception cref="IpvsException">The kernel does not answer or refuses.</exception>
    public static async Task<KernelTable> ReadAsync(IIpvsClient kernel, ServiceKey key, TableImage image, CancellationToken stopping)
    {
        image.Record();
        var service = await kernel.GetServiceAsync(key, image, stopping);
        var destinations = service is null ? [] : await kernel.GetDestinationsAsync(key, image, stopping);
        image.End();

        // A dump that somebody changes meanwhile may have one twice.
        return new KernelTable
        {
            Service = service,
            Destinations = [.. destinations.DistinctBy(state => state.Destination.EndPoint)],
        };
    }
}

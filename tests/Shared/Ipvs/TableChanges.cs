using System.Net;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable;

/// <summary>Single changes of a table, as a test or somebody with ipvsadm makes them.</summary>
internal static class TableChanges
{
    public static Task<VirtualService?> GetServiceAsync(this IIpvsClient table, ServiceKey key, CancellationToken cancellationToken) =>
        table.GetServiceAsync(key, null, cancellationToken);

    public static Task<IReadOnlyList<DestinationState>> GetDestinationsAsync(
        this IIpvsClient table, ServiceKey key, CancellationToken cancellationToken) => table.GetDestinationsAsync(key, null, cancellationToken);

    public static Task AddServiceAsync(this IIpvsClient table, VirtualService service, CancellationToken cancellationToken) =>
        table.ApplyAsync(new TableChange { Kind = ChangeKind.AddService, Service = service }, cancellationToken);

    public static Task EditServiceAsync(this IIpvsClient table, VirtualService service, CancellationToken cancellationToken) =>
        table.ApplyAsync(new TableChange { Kind = ChangeKind.EditService, Service = service }, cancellationToken);

    public static Task AddDestinationAsync(this IIpvsClient table, ServiceKey service, Destination destination, CancellationToken cancellationToken) =>
        table.ApplyAsync(Change(ChangeKind.AddDestination, service, destination), cancellationToken);

    public static Task EditDestinationAsync(this IIpvsClient table, ServiceKey service, Destination destination, CancellationToken cancellationToken) =>
        table.ApplyAsync(Change(ChangeKind.EditDestination, service, destination), cancellationToken);

    public static Task DeleteDestinationAsync(this IIpvsClient table, ServiceKey service, IPEndPoint endPoint, CancellationToken cancellationToken) =>
        table.ApplyAsync(Change(ChangeKind.DeleteDestination, service, new Destination { EndPoint = endPoint }), cancellationToken);

    private static TableChange Change(ChangeKind kind, ServiceKey service, Destination destination) =>
        new() { Kind = kind, Service = new VirtualService { Key = service, Scheduler = "rr" }, Destination = destination };
}

using System.Net;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary><see cref="IIpvsClient"/> over generic netlink.</summary>
internal sealed class IpvsClient(IpvsChannel channel) : IIpvsClient, IDisposable
{
    /// <summary>A client of this kernel. Nothing is opened before the first call.</summary>
    /// <param name="time">The clock that time-outs are measured with.</param>
    /// <param name="timeout">The longest that one call waits for the kernel.</param>
    public static IpvsClient Create(TimeProvider time, TimeSpan timeout) => new(IpvsChannel.Create(time, timeout));

    public void Dispose() => channel.Dispose();

    public async Task<IpvsInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        IpvsInfo? info = null;
        var request = new IpvsRequest(IpvsProtocol.GetInfo, "read", "the version of IPVS");
        await channel.SendAsync(request, payload => info = IpvsInfo.Decode(payload), cancellationToken);
        return info ?? throw request.Unanswered();
    }

    public async Task<IReadOnlyList<VirtualService>> GetServicesAsync(CancellationToken cancellationToken)
    {
        var services = new List<VirtualService>();
        var request = new IpvsRequest(IpvsProtocol.GetService, "list", "virtual services") { IsDump = true };
        await channel.SendAsync(
            request,
            payload =>
            {
                if (ServiceCodec.Read(payload) is { } service)
                {
                    services.Add(service);
                }
            },
            cancellationToken);
        return services;
    }

    public async Task<VirtualService?> GetServiceAsync(ServiceKey key, CancellationToken cancellationToken)
    {
        VirtualService? service = null;
        var request = new IpvsRequest(IpvsProtocol.GetService, "read", $"{key}");
        ServiceCodec.Write(request.Attributes, key);
        try
        {
            await channel.SendAsync(request, payload => service = ServiceCodec.Read(payload), cancellationToken);
        }
        catch (IpvsException exception) when (exception.Errno == Errno.NoSuchProcess)
        {
            return null;
        }

        return service ?? throw request.Unanswered();
    }

    public async Task<IReadOnlyList<DestinationState>> GetDestinationsAsync(ServiceKey service, CancellationToken cancellationToken)
    {
        var destinations = new List<DestinationState>();
        var request = new IpvsRequest(IpvsProtocol.GetDestination, "list", $"the destinations of {service}") { IsDump = true };
        ServiceCodec.Write(request.Attributes, service);
        await channel.SendAsync(
            request, payload => destinations.Add(DestinationCodec.Read(payload, service.AddressFamily)), cancellationToken);
        return destinations;
    }

    public async Task AddServiceAsync(VirtualService service, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(IpvsProtocol.NewService, "add", service, cancellationToken);
        }
        catch (IpvsException exception) when (exception.Errno == Errno.Exists)
        {
            // The one that is there may differ.
            await EditServiceAsync(service, cancellationToken);
        }
    }

    public Task EditServiceAsync(VirtualService service, CancellationToken cancellationToken) =>
        WriteAsync(IpvsProtocol.SetService, "edit", service, cancellationToken);

    public async Task DeleteServiceAsync(ServiceKey key, CancellationToken cancellationToken)
    {
        var request = new IpvsRequest(IpvsProtocol.DeleteService, "delete", $"{key}");
        ServiceCodec.Write(request.Attributes, key);
        await DeleteAsync(request, cancellationToken);
    }

    public async Task AddDestinationAsync(ServiceKey service, Destination destination, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(IpvsProtocol.NewDestination, "add", service, destination, cancellationToken);
        }
        catch (IpvsException exception) when (exception.Errno == Errno.Exists)
        {
            await WriteAsync(IpvsProtocol.SetDestination, "edit", service, destination, cancellationToken);
        }
    }

    public async Task EditDestinationAsync(ServiceKey service, Destination destination, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(IpvsProtocol.SetDestination, "edit", service, destination, cancellationToken);
        }
        catch (IpvsException exception) when (exception is { Errno: Errno.NoEntry, Problem: IpvsProblem.Refused })
        {
            await WriteAsync(IpvsProtocol.NewDestination, "add", service, destination, cancellationToken);
        }
    }

    public async Task DeleteDestinationAsync(ServiceKey service, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var request = new IpvsRequest(IpvsProtocol.DeleteDestination, "delete", $"{service} -r {endPoint}");
        ServiceCodec.Write(request.Attributes, service);
        DestinationCodec.Write(request.Attributes, endPoint);
        await DeleteAsync(request, cancellationToken);
    }

    private async Task DeleteAsync(IpvsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await channel.SendAsync(request, static _ => { }, cancellationToken);
        }
        catch (IpvsException exception)
            when (exception is { Errno: Errno.NoEntry or Errno.NoSuchProcess, Problem: IpvsProblem.Refused })
        {
            // It is not there, which is what was asked for.
        }
    }

    private async Task WriteAsync(byte command, string operation, VirtualService service, CancellationToken cancellationToken)
    {
        var engine = service.PersistenceEngine is { } name ? $" or its persistence engine {name} (module ip_vs_pe_{name})" : "";
        var request = new IpvsRequest(command, operation, $"{service.Key}")
        {
            Needs = $"scheduler {service.Scheduler} (module ip_vs_{service.Scheduler}){engine}",
        };
        ServiceCodec.Write(request.Attributes, service);
        await channel.SendAsync(request, static _ => { }, cancellationToken);
    }

    private async Task WriteAsync(
        byte command, string operation, ServiceKey service, Destination destination, CancellationToken cancellationToken)
    {
        var request = new IpvsRequest(command, operation, $"{service} -r {destination.EndPoint}");
        ServiceCodec.Write(request.Attributes, service);
        DestinationCodec.Write(request.Attributes, destination);
        await channel.SendAsync(request, static _ => { }, cancellationToken);
    }
}

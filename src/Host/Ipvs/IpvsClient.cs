using System.Net;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary><see cref="IIpvsClient"/> over generic netlink.</summary>
internal sealed class IpvsClient(IpvsChannel channel) : IIpvsClient, IDisposable
{
    private const int MostAtOnce = 64;

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

    public async Task<IReadOnlyList<TableChange>> TryAllAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken)
    {
        var left = new List<TableChange>();
        foreach (var part in changes.Chunk(MostAtOnce))
        {
            var refused = await channel.TryAllAsync([.. part.Select(IpvsRequest.Of)], cancellationToken);
            left.AddRange(part.Where((_, index) => refused.Contains(index)));
        }

        return left;
    }

    public async Task AddServiceAsync(VirtualService service, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(IpvsRequest.Of(IpvsProtocol.NewService, "add", service), cancellationToken);
        }
        catch (IpvsException exception) when (exception.Errno == Errno.Exists)
        {
            // The one that is there may differ.
            await EditServiceAsync(service, cancellationToken);
        }
    }

    public Task EditServiceAsync(VirtualService service, CancellationToken cancellationToken) =>
        SendAsync(IpvsRequest.Of(IpvsProtocol.SetService, "edit", service), cancellationToken);

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
            await SendAsync(IpvsRequest.Of(IpvsProtocol.NewDestination, "add", service, destination), cancellationToken);
        }
        catch (IpvsException exception) when (exception.Errno == Errno.Exists)
        {
            await SendAsync(IpvsRequest.Of(IpvsProtocol.SetDestination, "edit", service, destination), cancellationToken);
        }
    }

    public async Task EditDestinationAsync(ServiceKey service, Destination destination, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(IpvsRequest.Of(IpvsProtocol.SetDestination, "edit", service, destination), cancellationToken);
        }
        catch (IpvsException exception) when (exception is { Errno: Errno.NoEntry, Problem: IpvsProblem.Refused })
        {
            await SendAsync(IpvsRequest.Of(IpvsProtocol.NewDestination, "add", service, destination), cancellationToken);
        }
    }

    public Task DeleteDestinationAsync(ServiceKey service, IPEndPoint endPoint, CancellationToken cancellationToken) =>
        DeleteAsync(IpvsRequest.OfDeletion(service, endPoint), cancellationToken);

    private async Task DeleteAsync(IpvsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(request, cancellationToken);
        }
        catch (IpvsException exception)
            when (exception is { Errno: Errno.NoEntry or Errno.NoSuchProcess, Problem: IpvsProblem.Refused })
        {
            // It is not there, which is what was asked for.
        }
    }

    private Task SendAsync(IpvsRequest request, CancellationToken cancellationToken) =>
        channel.SendAsync(request, static _ => { }, cancellationToken);
}

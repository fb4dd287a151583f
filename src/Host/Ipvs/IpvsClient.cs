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

    public async Task<VirtualService?> GetServiceAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken)
    {
        VirtualService? service = null;
        var isThere = await ReadServiceAsync(
            key,
            payload =>
            {
                image?.Take(payload);
                service = ServiceCodec.Read(payload);
            },
            cancellationToken);
        return isThere ? service ?? throw ServiceRequest(key).Unanswered() : null;
    }

    public async Task<IReadOnlyList<DestinationState>> GetDestinationsAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken)
    {
        var destinations = new List<DestinationState>();
        await ListDestinationsAsync(
            key,
            payload =>
            {
                image?.Take(payload);
                destinations.Add(DestinationCodec.Read(payload, key.AddressFamily));
            },
            cancellationToken);
        return destinations;
    }

    public async Task<bool> IsAsync(ServiceKey key, TableImage image, CancellationToken cancellationToken)
    {
        image.Compare();
        if (await ReadServiceAsync(key, image.Take, cancellationToken))
        {
            await ListDestinationsAsync(key, image.Take, cancellationToken);
        }

        return image.End();
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

    public async Task ApplyAsync(TableChange change, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(IpvsRequest.Of(change), cancellationToken);
        }
        catch (IpvsException refusal) when (change.Kind == ChangeKind.DeleteDestination && IsMissing(refusal))
        {
        }
        catch (IpvsException refusal) when (Otherwise(change.Kind, refusal) is { } otherwise)
        {
            // What is there already may differ.
            await SendAsync(IpvsRequest.Of(change with { Kind = otherwise }), cancellationToken);
        }
    }

    public async Task DeleteServiceAsync(ServiceKey key, CancellationToken cancellationToken)
    {
        var request = new IpvsRequest(IpvsProtocol.DeleteService, "delete", $"{key}");
        ServiceCodec.Write(request.Attributes, key);
        try
        {
            await SendAsync(request, cancellationToken);
        }
        catch (IpvsException refusal) when (IsMissing(refusal))
        {
        }
    }

    // Whether it is there.
    private async Task<bool> ReadServiceAsync(ServiceKey key, PayloadReader read, CancellationToken cancellationToken)
    {
        try
        {
            await channel.SendAsync(ServiceRequest(key), read, cancellationToken);
            return true;
        }
        catch (IpvsException exception) when (exception.Errno == Errno.NoSuchProcess)
        {
            return false;
        }
    }

    private static IpvsRequest ServiceRequest(ServiceKey key)
    {
        var request = new IpvsRequest(IpvsProtocol.GetService, "read", $"{key}");
        ServiceCodec.Write(request.Attributes, key);
        return request;
    }

    private static ChangeKind? Otherwise(ChangeKind kind, IpvsException refusal) => (kind, refusal.Errno) switch
    {
        (ChangeKind.AddService, Errno.Exists) => ChangeKind.EditService,
        (ChangeKind.AddDestination, Errno.Exists) => ChangeKind.EditDestination,
        (ChangeKind.EditDestination or ChangeKind.QuiesceDestination, Errno.NoEntry) when IsMissing(refusal) => ChangeKind.AddDestination,
        _ => null,
    };

    // Where it was to be deleted, that is what was asked for.
    private static bool IsMissing(IpvsException refusal) =>
        refusal is { Errno: Errno.NoEntry or Errno.NoSuchProcess, Problem: IpvsProblem.Refused };

    private Task ListDestinationsAsync(ServiceKey key, PayloadReader read, CancellationToken cancellationToken)
    {
        var request = new IpvsRequest(IpvsProtocol.GetDestination, "list", $"the destinations of {key}") { IsDump = true };
        ServiceCodec.Write(request.Attributes, key);
        return channel.SendAsync(request, read, cancellationToken);
    }

    private Task SendAsync(IpvsRequest request, CancellationToken cancellationToken) =>
        channel.SendAsync(request, static _ => { }, cancellationToken);
}

using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary>Sends requests to the kernel's IPVS family, which it looks up, loads when it is missing and finds again when it moved.</summary>
/// <param name="netlink">Generic netlink.</param>
/// <param name="loadModule">Loads the module of IPVS and tells, in words, how that went.</param>
internal sealed class IpvsChannel(GenericNetlinkClient netlink, Func<CancellationToken, Task<string>> loadModule) : IDisposable
{
    // Only a success is kept: whoever installs the module later needs no restart.
    private GenericNetlinkFamily? _family;

    /// <summary>A channel to this kernel. Nothing is opened before the first request.</summary>
    /// <param name="time">The clock that time-outs are measured with.</param>
    /// <param name="timeout">The longest that one request waits for the kernel.</param>
    public static IpvsChannel Create(TimeProvider time, TimeSpan timeout) => new(
        new GenericNetlinkClient(new NetlinkConnection(Libc.OpenGenericNetlink, time, timeout)), new KernelModule("ip_vs", time).LoadAsync);

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="IpvsException">It failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the kernel may have done what was asked.</exception>
    public async Task SendAsync(IpvsRequest request, PayloadReader read, CancellationToken cancellationToken)
    {
        try
        {
            var family = _family ?? await OpenAsync(request, cancellationToken);
            try
            {
                await SendAsync(family, request, read, cancellationToken);
            }
            catch (NetlinkException exception) when (exception.Errno == Errno.NoEntry)
            {
                // IPVS says this of its objects; netlink says it when the module was unloaded, or loaded again under another number.
                var current = await netlink.FindFamilyAsync(IpvsProtocol.FamilyName, cancellationToken);
                if (current == family)
                {
                    throw;
                }

                _family = null;
                await SendAsync(await OpenAsync(request, cancellationToken), request, read, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is NetlinkException or MalformedMessageException or TimeoutException)
        {
            throw request.Failed(exception);
        }
    }

    /// <summary>Sends requests at once that are answered with yes or no, and done in their order.</summary>
    /// <returns>Those of which it is not sure that they were done, and why is not known.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; the kernel may have done what was asked.</exception>
    public async Task<IReadOnlySet<int>> TryAllAsync(IReadOnlyList<IpvsRequest> requests, CancellationToken cancellationToken)
    {
        try
        {
            var family = _family ?? await OpenAsync(requests[0], cancellationToken);
            return await netlink.ExecuteAllAsync(
                family, [.. requests.Select(request => (request.Command, request.Attributes.ToArray()))], cancellationToken);
        }
        catch (Exception exception) when (exception is NetlinkException or MalformedMessageException or TimeoutException or IpvsException)
        {
            return Enumerable.Range(0, requests.Count).ToHashSet();
        }
    }

    public void Dispose() => netlink.Dispose();

    private async Task<GenericNetlinkFamily> OpenAsync(IpvsRequest request, CancellationToken cancellationToken)
    {
        var family = await netlink.FindFamilyAsync(IpvsProtocol.FamilyName, cancellationToken);
        if (family is null)
        {
            var report = await loadModule(cancellationToken);
            family = await netlink.FindFamilyAsync(IpvsProtocol.FamilyName, cancellationToken)
                ?? throw IpvsException.NoIpvs(request.Operation, request.Subject, report);
        }

        _family = family;
        return family.Value;
    }

    private Task SendAsync(GenericNetlinkFamily family, IpvsRequest request, PayloadReader read, CancellationToken cancellationToken)
    {
        var attributes = request.Attributes.ToArray();
        return request.IsDump
            ? netlink.DumpAsync(family, request.Command, attributes, read, cancellationToken)
            : netlink.ExecuteAsync(family, request.Command, attributes, read, cancellationToken);
    }
}

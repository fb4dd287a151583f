namespace LvsPluggable.Host.Ipvs;

/// <summary>The kernel's IPVS table of the process's network namespace.</summary>
/// <remarks>
/// Every call is bounded in time. Every other call throws <see cref="IpvsException"/> when it fails and
/// <see cref="OperationCanceledException"/> only when its token is cancelled; the kernel may then have done what was asked.
/// Calls may be made concurrently; they are done one after the other.
/// </remarks>
internal interface IIpvsClient
{
    /// <summary>Whether it is not the kernel's, which knows nothing of what is done.</summary>
    bool IsStandby => false;

    /// <summary>What IPVS says of itself.</summary>
    Task<IpvsInfo> GetInfoAsync(CancellationToken cancellationToken);

    /// <summary>All virtual services.</summary>
    Task<IReadOnlyList<VirtualService>> GetServicesAsync(CancellationToken cancellationToken);

    /// <summary>One virtual service, or null when it is not there.</summary>
    /// <param name="key">What selects it.</param>
    /// <param name="image">Is shown what the kernel tells; null when nobody needs that.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<VirtualService?> GetServiceAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken);

    /// <summary>
    /// The destinations of a virtual service; none when the service is not there. A list that others change meanwhile may miss
    /// one or have it twice.
    /// </summary>
    /// <inheritdoc cref="GetServiceAsync" path="/param"/>
    Task<IReadOnlyList<DestinationState>> GetDestinationsAsync(ServiceKey key, TableImage? image, CancellationToken cancellationToken);

    /// <summary>Whether a virtual service and its destinations are, but for their connections, what an image has of them.</summary>
    Task<bool> IsAsync(ServiceKey key, TableImage image, CancellationToken cancellationToken);

    /// <summary>
    /// Makes one change, whatever is there: what is to be added and is there already is edited, a real server that is to be edited and
    /// is not there is added, and one that is to be deleted and is not there is no error.
    /// </summary>
    Task ApplyAsync(TableChange change, CancellationToken cancellationToken);

    /// <summary>Makes changes, as many as can be made without looking at one alone, in their order.</summary>
    /// <returns>Those of which it is not sure that they were made; each is to be asked for alone, which tells why not.</returns>
    Task<IReadOnlyList<TableChange>> TryAllAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken);

    /// <summary>Removes a service and its destinations; one that is not there is no error.</summary>
    Task DeleteServiceAsync(ServiceKey key, CancellationToken cancellationToken);
}

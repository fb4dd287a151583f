using System.Net;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Hosting;

/// <summary>Where the primary is, so that other nodes understand it. Pure.</summary>
internal static class PrimaryPlace
{
    /// <summary>The addresses by which a node knows that it is the primary's, in an order of their own; none when it is not known.</summary>
    /// <param name="told">What sources say.</param>
    /// <param name="own">The addresses of this machine, asked for when a loopback address stands for them.</param>
    /// <param name="isVirtual">Whether an address is a virtual service's, which every node has.</param>
    public static IReadOnlyList<IPAddress> Of(
        IReadOnlyList<IPAddress> told, Func<IReadOnlyList<IPNetworkAddress>> own, Func<IPAddress, bool> isVirtual) =>
    [
        .. told.Where(address => !IPAddress.IsLoopback(address))
            .Concat(told.Any(IPAddress.IsLoopback) ? own().Select(address => address.Address) : [])
            .Distinct()
            .Where(address => !isVirtual(address))
            .OrderBy(address => address.ToString(), StringComparer.Ordinal),
    ];
}

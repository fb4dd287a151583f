using System.Net;
using System.Net.Sockets;

namespace LvsPluggable;

/// <summary>What a plugin may know of the virtual service that it is configured for.</summary>
public sealed record VirtualServiceInfo
{
    /// <summary>The virtual address (VIP); null for a firewall mark.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>IPv4 or IPv6, of a firewall mark too; null where the host does not say it.</summary>
    public AddressFamily? AddressFamily { get; init; }

    /// <summary>
    /// The port that real servers listen on, and are checked at, unless their source says otherwise; 0 for a firewall mark, which has none,
    /// and for a service of every port.
    /// </summary>
    public required int Port { get; init; }

    /// <summary>The transport protocol.</summary>
    public required TransportProtocol Protocol { get; init; }

    /// <summary>The firewall mark; 0 when the service is an address and a port.</summary>
    public uint FirewallMark { get; init; }
}

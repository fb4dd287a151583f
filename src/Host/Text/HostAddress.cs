using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Text;

/// <summary>Which addresses a host can have, and which hosts are addresses.</summary>
internal static class HostAddress
{
    /// <summary>The address that a host's name is; null where it is a name.</summary>
    // IPAddress also takes "1" for 0.0.0.1, which is a name to everybody else.
    public static IPAddress? Of(string host) =>
        IPAddress.TryParse(host, out var address) && (host.Contains(':', StringComparison.Ordinal) || address.ToString() == host)
            ? address
            : null;

    /// <summary>Whether a host can have an address: not one that means none, many or all.</summary>
    public static bool IsPossible(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? !address.IsIPv6Multicast && !address.Equals(IPAddress.IPv6Any)
        : address.GetAddressBytes()[0] is not 0 and < 224;
}

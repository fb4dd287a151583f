using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Plugins.Network;

/// <summary>What all checks of this plugin have in common.</summary>
internal static class CommonParameters
{
    public static Parameter<int> Port { get; } = new()
    {
        Name = "check_port",
        ShortDescription = "Port that is checked",
        LongDescription = "The port on which tcp_check, tls_check, http_check, dns_check, smtp_check and udp_check ask each real server. "
            + "When it is not set, the port to which the real server gets connections.",
        Minimum = 1,
        Maximum = IPEndPoint.MaxPort,
    };

    public static Parameter<IPAddress> SourceAddress { get; } = new()
    {
        Name = "check_source_address",
        ShortDescription = "Address that checks come from",
        LongDescription = "An address of this machine from which tcp_check, tls_check, http_check, agent_check, dns_check, smtp_check, "
            + "udp_check and ping_check ask each real server. It must be there on whichever node is the director. When it is not set, the "
            + "system chooses.",
        Parse = ParseAddress,
        Expected = "an IPv4 or IPv6 address of this machine",
    };

    public static IReadOnlyList<Parameter> All { get; } = [Port, SourceAddress];

    // What "10.1" and "1" are short for is not what anybody means.
    private static IPAddress ParseAddress(string text) =>
        IPAddress.TryParse(text, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
        && !address.IsIPv6Multicast
        && !address.Equals(IPAddress.Any)
        && !address.Equals(IPAddress.IPv6Any)
        && !address.Equals(IPAddress.Broadcast)
            ? address
            : throw new FormatException("should be an IPv4 or IPv6 address of this machine, such as 192.0.2.10");
}

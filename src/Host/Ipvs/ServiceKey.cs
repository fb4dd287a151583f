using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Ipvs;

/// <summary>What selects a virtual service: protocol, address and port, or a firewall mark and an address family.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ServiceKey
{
    /// <summary><see cref="TransportProtocol.None"/> for a firewall mark.</summary>
    public TransportProtocol Protocol { get; private init; }

    /// <summary>Null for a firewall mark.</summary>
    public IPAddress? Address { get; private init; }

    /// <summary>0 for a firewall mark; on a persistent service, 0 means every port.</summary>
    public int Port { get; private init; }

    /// <summary>Greater than 0 when the service is a firewall mark.</summary>
    public uint FirewallMark { get; private init; }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily AddressFamily { get; private init; }

    /// <exception cref="ArgumentException">Not TCP, UDP or SCTP; an address with a zone; a port outside 0 to 65535.</exception>
    public static ServiceKey ForAddress(TransportProtocol protocol, IPAddress address, int port) => new()
    {
        Protocol = protocol is TransportProtocol.Tcp or TransportProtocol.Udp or TransportProtocol.Sctp
            ? protocol
            : throw new ArgumentException($"{protocol} is not a protocol that IPVS balances", nameof(protocol)),
        Address = Endpoint.Check(address),
        Port = Endpoint.Check(port),
        AddressFamily = address.AddressFamily,
    };

    /// <exception cref="ArgumentException">The mark is 0, or the family neither IPv4 nor IPv6.</exception>
    public static ServiceKey ForFirewallMark(uint mark, AddressFamily family = AddressFamily.InterNetwork) => new()
    {
        FirewallMark = mark > 0 ? mark : throw new ArgumentException("a firewall mark is greater than 0", nameof(mark)),
        AddressFamily = family is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            ? family
            : throw new ArgumentException($"{family} is neither IPv4 nor IPv6", nameof(family)),
    };

    /// <summary>Reads what <see cref="ToString"/> writes, and the long forms of ipvsadm's options.</summary>
    /// <exception cref="FormatException">The text is something else; the message says what would be right.</exception>
    public static ServiceKey Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        TransportProtocol? protocol = words.FirstOrDefault() switch
        {
            "-t" or "--tcp-service" => TransportProtocol.Tcp,
            "-u" or "--udp-service" => TransportProtocol.Udp,
            "--sctp-service" => TransportProtocol.Sctp,
            "-f" or "--fwmark-service" => TransportProtocol.None,
            _ => null,
        };
        switch (protocol)
        {
            case TransportProtocol.None when words.Length == 2 || (words.Length == 3 && words[2] is "-6" or "--ipv6"):
                if (uint.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var mark) && mark > 0)
                {
                    return ForFirewallMark(mark, words.Length == 3 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
                }

                break;
            case TransportProtocol.Tcp or TransportProtocol.Udp or TransportProtocol.Sctp when words.Length == 2:
                if (Endpoint.TryParse(words[1], out var address, out var port))
                {
                    return ForAddress(protocol.Value, address, port);
                }

                break;
        }

        throw new FormatException(
            $"\"{text}\" should be a virtual service such as \"-t 10.0.0.1:80\", \"-u [2001:db8::1]:53\", "
            + "\"--sctp-service 10.0.0.1:80\", \"-f 1\" or \"-f 1 -6\"");
    }

    /// <summary>The text that selects the service in ipvsadm.</summary>
    public override string ToString() => Protocol switch
    {
        TransportProtocol.Tcp => $"-t {Endpoint.Format(Address!, Port)}",
        TransportProtocol.Udp => $"-u {Endpoint.Format(Address!, Port)}",
        TransportProtocol.Sctp => $"--sctp-service {Endpoint.Format(Address!, Port)}",
        _ => AddressFamily == AddressFamily.InterNetworkV6 ? $"-f {FirewallMark} -6" : $"-f {FirewallMark}",
    };
}

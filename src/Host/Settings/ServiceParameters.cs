namespace LvsPluggable.Host.Settings;

/// <summary>The host's parameters that, next to <c>vip</c> and <c>port</c>, say which virtual service it is.</summary>
internal static class ServiceParameters
{
    /// <summary>The transport protocol.</summary>
    public static Parameter<TransportProtocol> Protocol { get; } = new()
    {
        Name = "protocol",
        ShortDescription = "Protocol of the virtual service",
        LongDescription = "The transport protocol of the virtual service: tcp, udp or sctp. What the kernel takes for a connection of udp "
            + "ends when nothing was sent for a while (ipvsadm --set), so a server that drains is left after that.",
        Default = "tcp",
        Parse = ReadProtocol,
        Expected = "one of tcp, udp, sctp",
    };

    /// <summary>The firewall mark that is balanced, in place of an address and a port.</summary>
    public static Parameter<long> FirewallMark { get; } = new()
    {
        Name = "fwmark",
        ShortDescription = "Firewall mark of the virtual service",
        LongDescription = "The mark that the firewall sets on the packets to balance, in place of vip and port: any number of addresses, ports "
            + "and protocols become one virtual service. The rules that set it are the administrator's, on every director. Connections "
            + "keep the port that the client asked for, unless a real server has one of its own.",
        Minimum = 1,
        Maximum = uint.MaxValue,
    };

    /// <summary>The address family of a firewall mark.</summary>
    public static Parameter<IpFamily> IpFamily { get; } = new()
    {
        Name = "ip_family",
        ShortDescription = "Address family of a firewall mark",
        LongDescription = "The address family of the packets that fwmark is about. Marks of both families are two virtual services.",
        Default = "ipv4",
    };

    /// <summary>In the order in which people see them.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [Protocol, FirewallMark, IpFamily];

    private static TransportProtocol ReadProtocol(string text) => text.ToUpperInvariant() switch
    {
        "TCP" => TransportProtocol.Tcp,
        "UDP" => TransportProtocol.Udp,
        "SCTP" => TransportProtocol.Sctp,
        _ => throw new FormatException("should be one of tcp, udp, sctp"),
    };
}

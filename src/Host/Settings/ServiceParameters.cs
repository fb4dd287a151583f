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

    /// <summary>In the order in which people see them.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [Protocol];

    private static TransportProtocol ReadProtocol(string text) => text.ToUpperInvariant() switch
    {
        "TCP" => TransportProtocol.Tcp,
        "UDP" => TransportProtocol.Udp,
        "SCTP" => TransportProtocol.Sctp,
        _ => throw new FormatException("should be one of tcp, udp, sctp"),
    };
}

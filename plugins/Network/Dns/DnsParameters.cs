namespace LvsPluggable.Plugins.Network.Dns;

/// <summary>The parameters of <c>dns_check</c>.</summary>
internal static class DnsParameters
{
    public static Parameter<DnsName> Check { get; } = new()
    {
        Name = "dns_check",
        ShortDescription = "Name that a fit name server knows",
        LongDescription = "A real server is fit when, asked on check_port or on its own port, it has a record of the type dns_check_type of "
            + "this name.",
        Parse = DnsName.Parse,
        Expected = "a domain name such as www.example.org",
    };

    public static Parameter<DnsRecordType> Type { get; } = new()
    {
        Name = "dns_check_type",
        ShortDescription = "Type of record that is asked for",
        LongDescription = "The type of record that the name of dns_check must have.",
        Default = "a",
    };

    public static Parameter<DnsProtocol> Protocol { get; } = new()
    {
        Name = "dns_check_protocol",
        ShortDescription = "How name servers are asked",
        LongDescription = "udp: by UDP, and again by TCP when the answer does not fit into a datagram. tcp: by TCP.",
        Default = "udp",
    };

    public static IReadOnlyList<Parameter> All { get; } = [Check, Type, Protocol];
}

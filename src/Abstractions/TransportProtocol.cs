namespace LvsPluggable;

/// <summary>The transport protocols that IPVS balances. The numbers are those of the IP header (IANA protocol numbers).</summary>
public enum TransportProtocol
{
    /// <summary>Not one protocol: the service is a firewall mark.</summary>
    None = 0,

    /// <summary>TCP.</summary>
    Tcp = 6,

    /// <summary>UDP.</summary>
    Udp = 17,

    /// <summary>SCTP.</summary>
    Sctp = 132,
}

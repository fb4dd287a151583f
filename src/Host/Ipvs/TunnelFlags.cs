namespace LvsPluggable.Host.Ipvs;

/// <summary>Checksums of a tunnel. The numbers are IP_VS_TUNNEL_ENCAP_FLAG_* of linux/ip_vs.h.</summary>
[Flags]
internal enum TunnelFlags
{
    /// <summary>No checksum.</summary>
    None = 0,

    /// <summary>A checksum; GUE and GRE.</summary>
    Checksum = 1,

    /// <summary>Remote checksum offload; GUE.</summary>
    RemoteChecksum = 2,
}

namespace LvsPluggable.Host.Ipvs;

/// <summary>The encapsulation of a tunnel. The numbers are IP_VS_CONN_F_TUNNEL_TYPE_* of linux/ip_vs.h.</summary>
internal enum TunnelType
{
    /// <summary>IP in IP.</summary>
    Ipip = 0,

    /// <summary>Generic UDP encapsulation.</summary>
    Gue = 1,

    /// <summary>Generic routing encapsulation.</summary>
    Gre = 2,
}

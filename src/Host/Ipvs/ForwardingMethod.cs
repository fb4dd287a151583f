namespace LvsPluggable.Host.Ipvs;

/// <summary>How packets reach a destination. The numbers are IP_VS_CONN_F_* of linux/ip_vs.h.</summary>
internal enum ForwardingMethod
{
    /// <summary>Network address translation, <c>-m</c>.</summary>
    Masquerade = 0,

    /// <summary>The director itself; ipvsadm has no option for it.</summary>
    Local = 1,

    /// <summary>Encapsulation, <c>-i</c>.</summary>
    Tunnel = 2,

    /// <summary>Direct routing, <c>-g</c>.</summary>
    DirectRoute = 3,

    /// <summary>Past the real servers; ipvsadm has no option for it.</summary>
    Bypass = 4,
}

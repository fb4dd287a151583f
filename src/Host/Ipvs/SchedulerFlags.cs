namespace LvsPluggable.Host.Ipvs;

/// <summary>Flags whose meaning is the scheduler's (<c>ipvsadm -b</c>). The numbers are IP_VS_SVC_F_SCHED1 to 3 of linux/ip_vs.h.</summary>
[Flags]
internal enum SchedulerFlags
{
    None = 0,

    /// <summary><c>flag-1</c>; <c>sh-fallback</c> and <c>mh-fallback</c>: another server when the chosen one is not available.</summary>
    Flag1 = 0x08,

    /// <summary><c>flag-2</c>; <c>sh-port</c> and <c>mh-port</c>: the source port is hashed too.</summary>
    Flag2 = 0x10,

    /// <summary><c>flag-3</c>.</summary>
    Flag3 = 0x20,

    All = Flag1 | Flag2 | Flag3,
}

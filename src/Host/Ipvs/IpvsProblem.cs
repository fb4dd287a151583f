namespace LvsPluggable.Host.Ipvs;

/// <summary>Why a call to IPVS failed.</summary>
internal enum IpvsProblem
{
    /// <summary>The kernel refused this request; others may well succeed.</summary>
    Refused = 0,

    /// <summary>The kernel has no IPVS, and <c>modprobe ip_vs</c> does not help.</summary>
    NoIpvs = 1,

    /// <summary>The process has not the capability CAP_NET_ADMIN.</summary>
    NotPermitted = 2,

    /// <summary>No complete answer in time.</summary>
    TimedOut = 3,

    /// <summary>The kernel's answer does not have the form it must have.</summary>
    Malformed = 4,
}

namespace LvsPluggable.Host.Settings;

/// <summary>The address families that IPVS balances.</summary>
internal enum IpFamily
{
    /// <summary>IPv4.</summary>
    Ipv4,

    /// <summary>IPv6.</summary>
    Ipv6,
}

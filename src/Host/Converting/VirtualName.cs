namespace LvsPluggable.Host.Converting;

/// <summary>What selects a virtual service.</summary>
internal sealed record VirtualName
{
    /// <summary>The address, without brackets; null for a firewall mark.</summary>
    public string? Address { get; init; }

    /// <summary>The port; empty and 0 are every port.</summary>
    public string Port { get; init; } = "0";

    /// <summary>The protocol, in small letters.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>The firewall mark; null for an address.</summary>
    public string? FirewallMark { get; init; }

    /// <summary>Whether a firewall mark is one of IPv6.</summary>
    public bool IsMarkOfIPv6 { get; init; }

    /// <summary>The port of real servers that say none; null for a firewall mark.</summary>
    public string? ServicePort => FirewallMark is null ? Port : null;

    /// <summary>A service with its name and the parameters that select it.</summary>
    public ConvertedService NewService(SourcePlace place)
    {
        if (FirewallMark is not null)
        {
            var ofMark = new ConvertedService($"fwmark-{FirewallMark}{(IsMarkOfIPv6 ? "-ipv6" : "")}", place);
            ofMark.Set("fwmark", FirewallMark);
            ofMark.Set("ip_family", IsMarkOfIPv6 ? "ipv6" : null);
            return ofMark;
        }

        var service = new ConvertedService($"{Address}-{Port}{(Protocol == "tcp" ? "" : $"-{Protocol}")}", place);
        service.Set("vip", Address);
        service.Set("port", Port);
        service.Set("protocol", Protocol);
        return service;
    }
}

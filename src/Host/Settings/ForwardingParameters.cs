using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>The host's parameters that say how packets reach real servers.</summary>
internal static class ForwardingParameters
{
    /// <summary>How packets reach real servers.</summary>
    public static Parameter<ForwardMethod> ForwardMethod { get; } = new()
    {
        Name = "forward_method",
        ShortDescription = "How packets reach real servers",
        LongDescription = "\"dr\" (direct routing) passes packets on as they are, to real servers of the same network that have the virtual "
            + "address too. \"nat\" translates addresses, so that a real server may listen on another port; its answers must come back "
            + "through the director. \"tunnel\" passes packets on inside others, to real servers on any network that have the virtual address "
            + "too, and of either address family. A change is for new connections; those that there are go on as they began.",
        Default = "dr",
    };

    /// <summary>How tunnels encapsulate.</summary>
    public static Parameter<TunnelType> TunnelType { get; } = new()
    {
        Name = "tunnel_type",
        ShortDescription = "Encapsulation of tunnels",
        LongDescription = "How packets are encapsulated on their way to a real server that is reached by a tunnel: IP in IP, generic UDP "
            + "encapsulation (Linux 5.3) or generic routing encapsulation (Linux 5.4). Real servers need the same.",
        Default = "ipip",
    };

    /// <summary>The UDP port of tunnels.</summary>
    public static Parameter<int> TunnelPort { get; } = new()
    {
        Name = "tunnel_port",
        ShortDescription = "UDP port of tunnels",
        LongDescription = "The UDP port at which real servers take packets that are encapsulated with tunnel_type=gue, which needs it.",
        Minimum = 1,
        Maximum = 65535,
    };

    /// <summary>The checksums of tunnels.</summary>
    public static Parameter<TunnelChecksum> TunnelChecksum { get; } = new()
    {
        Name = "tunnel_checksum",
        ShortDescription = "Checksum of tunnels",
        LongDescription = "The checksum of encapsulated packets with tunnel_type=gue or gre: none, one over the whole packet, or, with gue "
            + "alone, remote checksum offload.",
        Default = "nocsum",
    };

    /// <summary>Between how many connections a real server gets no new ones.</summary>
    public static Parameter<ConnectionLimit> MaxConnections { get; } = new()
    {
        Name = "max_connections",
        ShortDescription = "Most connections of a real server",
        LongDescription = "How many connections a real server has when the kernel gives it no new ones any more, unless "
            + "weight_of_realservers says otherwise for it, and after a comma below how many it gets new ones again; three quarters where "
            + "that is left out. While all real servers have so many, clients are refused. 0: no limit.",
        Default = "0",
        Parse = ConnectionLimit.Parse,
        Expected = ConnectionLimit.Expected,
    };

    /// <summary>In the order in which people see them.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [ForwardMethod, TunnelType, TunnelPort, TunnelChecksum, MaxConnections];
}

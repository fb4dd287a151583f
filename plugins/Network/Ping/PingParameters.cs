namespace LvsPluggable.Plugins.Network.Ping;

/// <summary>The parameter of <c>ping_check</c>.</summary>
internal static class PingParameters
{
    public static Parameter<bool> Check { get; } = new()
    {
        Name = "ping_check",
        ShortDescription = "Whether a fit server answers to ping",
        LongDescription = "A real server is fit when it answers an ICMP echo request. It needs no more than that the setting "
            + "net.ipv4.ping_group_range, which is for IPv6, too, has the group that lvsdr runs as, 0 for root.",
        Default = "false",
    };

    public static IReadOnlyList<Parameter> All { get; } = [Check];
}

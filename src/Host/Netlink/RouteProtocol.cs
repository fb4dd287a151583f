namespace LvsPluggable.Host.Netlink;

/// <summary>Numbers of linux/rtnetlink.h and linux/neighbour.h.</summary>
internal static class RouteProtocol
{
    public const int RouteHeaderLength = 12; // struct rtmsg
    public const int NeighbourHeaderLength = 12; // struct ndmsg

    public const ushort GetRoute = 26; // RTM_GETROUTE
    public const ushort NewNeighbour = 28; // RTM_NEWNEIGH
    public const ushort GetNeighbour = 30; // RTM_GETNEIGH

    public const ushort FlagReplace = 0x100; // NLM_F_REPLACE
    public const ushort FlagCreate = 0x400; // NLM_F_CREATE

    public const ushort RouteDestination = 1; // RTA_DST
    public const ushort RouteInterface = 4; // RTA_OIF
    public const ushort RouteGateway = 5; // RTA_GATEWAY
    public const ushort RouteVia = 18; // RTA_VIA
    public const byte RouteUnicast = 1; // RTN_UNICAST

    public const ushort NeighbourDestination = 1; // NDA_DST
    public const byte NeighbourUse = 0x1; // NTF_USE

    public const byte FamilyInternet4 = 2; // AF_INET, bits/socket.h
    public const byte FamilyInternet6 = 10; // AF_INET6
}

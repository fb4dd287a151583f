namespace LvsPluggable.Host.Ipvs;

/// <summary>The generic netlink family of IPVS: numbers of include/uapi/linux/ip_vs.h.</summary>
internal static class IpvsProtocol
{
    public const string FamilyName = "IPVS"; // IPVS_GENL_NAME
    public const int AddressLength = 16; // union nf_inet_addr
    public const ushort FamilyIPv4 = 2; // AF_INET
    public const ushort FamilyIPv6 = 10; // AF_INET6

    // IPVS_CMD_*
    public const byte NewService = 1;
    public const byte SetService = 2;
    public const byte DeleteService = 3;
    public const byte GetService = 4;
    public const byte NewDestination = 5;
    public const byte SetDestination = 6;
    public const byte DeleteDestination = 7;
    public const byte GetDestination = 8;
    public const byte NewDaemon = 9;
    public const byte DeleteDaemon = 10;
    public const byte GetDaemon = 11;
    public const byte SetConfiguration = 12;
    public const byte GetConfiguration = 13;
    public const byte GetInfo = 15;

    // IPVS_CMD_ATTR_*
    public const ushort CommandService = 1;
    public const ushort CommandDestination = 2;
    public const ushort CommandDaemon = 3;
    public const ushort CommandTcpTimeout = 4;
    public const ushort CommandTcpFinTimeout = 5;
    public const ushort CommandUdpTimeout = 6;

    // IPVS_SVC_ATTR_*
    public const ushort ServiceAddressFamily = 1;
    public const ushort ServiceProtocol = 2;
    public const ushort ServiceAddress = 3;
    public const ushort ServicePort = 4;
    public const ushort ServiceFirewallMark = 5;
    public const ushort ServiceScheduler = 6;
    public const ushort ServiceFlags = 7;
    public const ushort ServiceTimeout = 8;
    public const ushort ServiceNetmask = 9;
    public const ushort ServiceStatistics = 10;
    public const ushort ServicePersistenceEngine = 11;
    public const ushort ServiceStatistics64 = 12;

    // IPVS_DEST_ATTR_*
    public const ushort DestinationAddress = 1;
    public const ushort DestinationPort = 2;
    public const ushort DestinationForwarding = 3;
    public const ushort DestinationWeight = 4;
    public const ushort DestinationUpperThreshold = 5;
    public const ushort DestinationLowerThreshold = 6;
    public const ushort DestinationActiveConnections = 7;
    public const ushort DestinationInactiveConnections = 8;
    public const ushort DestinationPersistentConnections = 9;
    public const ushort DestinationStatistics = 10;
    public const ushort DestinationAddressFamily = 11;
    public const ushort DestinationStatistics64 = 12;
    public const ushort DestinationTunnelType = 13;
    public const ushort DestinationTunnelPort = 14;
    public const ushort DestinationTunnelFlags = 15;

    // IPVS_STATS_ATTR_*, inside of statistics; the 64-bit ones are all u64.
    public const ushort StatisticsConnections = 1;
    public const ushort StatisticsIncomingPackets = 2;
    public const ushort StatisticsOutgoingPackets = 3;
    public const ushort StatisticsIncomingBytes = 4;
    public const ushort StatisticsOutgoingBytes = 5;
    public const ushort StatisticsConnectionsPerSecond = 6;

    // IPVS_DAEMON_ATTR_*
    public const ushort DaemonState = 1;
    public const ushort DaemonInterface = 2;
    public const ushort DaemonSyncId = 3;
    public const ushort DaemonMaximumLength = 4;
    public const ushort DaemonGroup = 5;
    public const ushort DaemonGroup6 = 6;
    public const ushort DaemonPort = 7;

    // IPVS_INFO_ATTR_*
    public const ushort InfoVersion = 1;
    public const ushort InfoConnectionTableSize = 2;

    // IP_VS_SVC_F_*; IP_VS_SVC_F_HASHED (2) is the kernel's own. The scheduler's flags are those of SchedulerFlags.
    public const uint FlagPersistent = 0x1;
    public const uint FlagOnePacket = 0x4;
    public const uint OwnedFlags = FlagPersistent | FlagOnePacket | (uint)SchedulerFlags.All;

    public const uint ForwardingMask = 0x7; // IP_VS_CONN_F_FWD_MASK
}

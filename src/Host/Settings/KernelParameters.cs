using System.Net;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>The parameters about what of the kernel's IPVS is there once for all virtual services.</summary>
internal static class KernelParameters
{
    private const string AnInterface = "the name of a network interface such as eth1";
    private const string AGroup = "a multicast address such as 224.0.0.81";

    /// <summary>How long connections that send nothing are kept.</summary>
    public static Parameter<Timeouts> IpvsTimeouts { get; } = new()
    {
        Name = "ipvs_timeouts",
        ShortDescription = "Time-outs of idle connections",
        LongDescription = "How long the kernel keeps connections that send nothing, as \"ipvsadm --set\" takes it: seconds for TCP, for TCP "
            + "after a FIN, and for UDP; 0 leaves one as it is. They count for all virtual services of the machine. When the resource "
            + "stops they are what they were before, unless somebody has changed them since.",
        Parse = Timeouts.Parse,
        Expected = Timeouts.Expected,
    };

    /// <summary>Settings below net.ipv4.vs.</summary>
    public static Parameter<IReadOnlyDictionary<string, string>> IpvsSysctls { get; } = new()
    {
        Name = "ipvs_sysctls",
        ShortDescription = "Kernel settings of IPVS",
        LongDescription = "Settings below net.ipv4.vs, as \"conn_reuse_mode=0 sloppy_tcp=1 sync_threshold=3,50\", kept so. They count for all "
            + "virtual services of the machine. When the resource stops they are what they were before, unless somebody has changed them "
            + "since.",
        Parse = IpvsSysctlText.Read,
        Expected = IpvsSysctlText.Expected,
    };

    /// <summary>The network interface on which connections are synchronised.</summary>
    public static Parameter<string> SyncInterface { get; } = new()
    {
        Name = "sync_interface",
        ShortDescription = "Network interface of connection synchronisation",
        LongDescription = "The network interface on which this director tells others what connections there are, so that they go on when "
            + "another one takes over: the kernel's master daemon runs where the resource does. The others need a backup daemon, as "
            + "lvsdr-realsvr runs it. Unless ipvs_sysctls says otherwise, or manage_sysctls is false, sync_threshold is 3 0, "
            + "sync_refresh_period 10 and sync_retries 1, so that sessions that say little are not forgotten, and a message may get lost.",
        Parse = ReadInterface,
        Expected = AnInterface,
    };

    /// <summary>What tells groups of directors apart.</summary>
    public static Parameter<int> SyncId { get; } = new()
    {
        Name = "sync_id",
        ShortDescription = "Number of the group of directors",
        LongDescription = "What tells groups of directors apart that synchronise connections on the same network.",
        Default = "0",
        Minimum = 0,
        Maximum = 255,
    };

    /// <summary>The longest message.</summary>
    public static Parameter<int> SyncMaxlen { get; } = new()
    {
        Name = "sync_maxlen",
        ShortDescription = "Longest message of synchronisation",
        LongDescription = "The longest message of connection synchronisation, in bytes. The others have to take as long ones: lvsdr-realsvr "
            + "needs the same. When it is not set, what fits 1500 bytes.",
        Minimum = 1,
        Maximum = 65507,
    };

    /// <summary>The multicast group.</summary>
    public static Parameter<IPAddress> SyncGroup { get; } = new()
    {
        Name = "sync_group",
        ShortDescription = "Multicast group of synchronisation",
        LongDescription = "The multicast group, of IPv4 or IPv6, on which connections are synchronised. When it is not set, 224.0.0.81.",
        Parse = ReadGroup,
        Expected = AGroup,
    };

    /// <summary>The UDP port.</summary>
    public static Parameter<int> SyncPort { get; } = new()
    {
        Name = "sync_port",
        ShortDescription = "Port of synchronisation",
        LongDescription = "The UDP port on which connections are synchronised. When it is not set, 8848.",
        Minimum = 1,
        Maximum = 65535,
    };

    /// <summary>In the order in which people see them.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
        [IpvsTimeouts, IpvsSysctls, SyncInterface, SyncId, SyncMaxlen, SyncGroup, SyncPort];

    // IFNAMSIZ of linux/if.h, with the NUL.
    private static string ReadInterface(string text) =>
        text.Length is >= 1 and < 16 && !text.Any(letter => char.IsWhiteSpace(letter) || letter is '/' or ':')
            ? text
            : throw new FormatException($"should be {AnInterface}");

    private static IPAddress ReadGroup(string text) =>
        IPAddress.TryParse(text, out var address) && (address.IsIPv6Multicast || (address.GetAddressBytes() is [>= 224 and <= 239, _, _, _]))
            ? address
            : throw new FormatException($"should be {AGroup}");
}

using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>The host's own parameters, besides those of <see cref="HostParameters"/> that plugins may read as well.</summary>
internal static class HostSettings
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Where plugins of the administrator's are where nothing else is said.</summary>
    public const string AdministratorsPlugins = "/etc/lvsdr/plugins";

    /// <summary>The virtual address.</summary>
    public static Parameter<string> Vip { get; } = new()
    {
        Name = "vip",
        ShortDescription = "Virtual IP address",
        LongDescription = "The IPv4 or IPv6 address of the virtual service, or a host name, which every director should then have in "
            + "/etc/hosts. This agent does not add the address to an interface: order an address resource such as IPaddr2 after this "
            + "one.",
        Required = true,
        SupersededBy = [ServiceParameters.FirewallMark.Name, "config"],
        Parse = VirtualEndPoint.ReadAddress,
        Expected = VirtualEndPoint.ExpectedAddress,
    };

    /// <summary>The ports of the virtual service; the first is that of real servers whose source names no other.</summary>
    public static Parameter<IReadOnlyList<string>> Port { get; } = new()
    {
        Name = "port",
        ShortDescription = "Port of the virtual service",
        LongDescription = "The port of the virtual service, as a number or as a name of /etc/services, and of the real servers unless what "
            + "lists them says otherwise. Several, such as \"5432 6432\", are as many virtual services with the same real servers, which are "
            + "checked at the first. 0 is every port; it needs -p in virtual_service_options.",
        Required = true,
        SupersededBy = [ServiceParameters.FirewallMark.Name, "config"],
        Parse = VirtualEndPoint.ReadPorts,
        Expected = VirtualEndPoint.ExpectedPorts,
    };

    /// <summary>The file that says it all.</summary>
    public static Parameter<string> Config { get; } = new()
    {
        Name = "config",
        ShortDescription = "Configuration file of many services",
        LongDescription = "A file that says which virtual services there are, in place of vip and port and of every other parameter but "
            + "plugin_path, plugin_hashes, restart_limit, heatbeat_file, log_target, log_format and those of the status page and the metrics. It is read at start and reload; \"lvsdr check-config FILE\" looks for mistakes in it.",
        Parse = ReadAbsolutePath,
        Expected = "an absolute path",
    };

    /// <summary>The options of the virtual service, as <c>ipvsadm -A</c> takes them.</summary>
    public static Parameter<VirtualServiceOptions> VirtualServiceOptions { get; } = new()
    {
        Name = "virtual_service_options",
        ShortDescription = "Options of the virtual service",
        LongDescription = "The options of the virtual service as \"ipvsadm -A\" takes them after the address, for example "
            + "\"-s wlc -p 300\" for the weighted least-connection scheduler with clients kept on their server for 300 seconds.",
        Default = "-s rr",
        Parse = Ipvs.VirtualServiceOptions.Parse,
        Expected = "options of ipvsadm -A such as \"-s wlc -p 300\"",
    };

    /// <summary>A file that the agent writes the unix time to whenever it runs.</summary>
    public static Parameter<string> HeatbeatFile { get; } = new()
    {
        Name = "heatbeat_file",
        ShortDescription = "File that shows when the agent last ran",
        LongDescription = "A file that the agent writes the current unix time in seconds to at every action, for monitoring "
            + "from outside the cluster.",
        Parse = ReadAbsolutePath,
        Expected = "an absolute path",
    };

    /// <summary>Where plugins are that are not built in.</summary>
    public static Parameter<IReadOnlyList<string>> PluginPath { get; } = new()
    {
        Name = "plugin_path",
        ShortDescription = "Folders of plugins of your own",
        LongDescription = "The folders, separated by \":\", in which plugins are looked for as NAME/NAME.dll, besides those that lvsdr "
            + "brings, in the folder \"plugins\" beside the program. Only the owner may be able to write to a plugin, and only root or the "
            + "user that runs lvsdr may own one.",
        Default = AdministratorsPlugins,
        Parse = ReadFolders,
        Expected = "absolute paths separated by \":\"",
    };

    /// <summary>Which files plugins may consist of.</summary>
    public static Parameter<string> PluginHashes { get; } = new()
    {
        Name = "plugin_hashes",
        ShortDescription = "List of the SHA-256 sums of plugins",
        LongDescription = "A file with SHA-256 sums as sha256sum and \"lvsdr plugins --hashes\" print them. Of plugins that lvsdr does not bring, "
            + "those alone are loaded of which every file is in it. Only root or the user that runs lvsdr may be able to write to it.",
        Parse = ReadAbsolutePath,
        Expected = "an absolute path",
    };

    /// <summary>How several sources become one list.</summary>
    public static Parameter<MergeMode> RealServerMerge { get; } = new()
    {
        Name = "realserver_merge",
        ShortDescription = "How lists of real servers are merged",
        LongDescription = "When several plugins list real servers: whether a server must be in all of the lists, or in any one of them.",
        Default = "all",
    };

    /// <summary>How often each source is asked.</summary>
    public static Parameter<TimeSpan> SourceInterval { get; } = Duration(
        "source_interval", "2s", LeastInterval, "How often real servers are listed",
        "How often each source of real servers is asked for its list.");

    /// <summary>How often each real server is checked.</summary>
    public static Parameter<TimeSpan> CheckInterval { get; } = Duration(
        "check_interval", "2s", LeastInterval, "How often real servers are checked", "How often each real server is checked.");

    /// <summary>How soon a look follows one that left something open.</summary>
    public static Parameter<TimeSpan> CheckFastInterval { get; } = Duration(
        "check_fast_interval", "500ms", LeastInterval, "How soon a doubtful real server is checked again",
        "How soon the next check follows one that failed without proving it (such as a late one) of a fit real server, and how often an "
            + "unfit one is checked while it comes back; check_interval where that is shorter.");

    /// <summary>How many checks run at the same time; what the machine suggests where it is not set.</summary>
    public static Parameter<int> CheckConcurrency { get; } = new()
    {
        Name = "check_concurrency",
        ShortDescription = "Most checks at the same time",
        LongDescription = "How many checks of real servers run at the same time, shared fairly among plugins. In a configuration file "
            + "services that share a pool share its checks; each pool, and each service without one, has as many of its own. When it is "
            + "not set, it is 16, or 8 for each processor where that is more.",
        Minimum = 1,
        Maximum = 10000,
    };

    /// <summary>The most real servers that a source may list.</summary>
    public static Parameter<int> MaxRealServers { get; } = new()
    {
        Name = "max_real_servers",
        ShortDescription = "Most real servers",
        LongDescription = "The most real servers that one source may list. A longer list is a mistake of its source: the last list "
            + "stays in use.",
        Default = "20000",
        Minimum = 1,
        Maximum = 100_000,
    };

    /// <summary>Good answers in a row that bring a server in.</summary>
    public static Parameter<int> Rise { get; } = Count(
        "rise", "Good checks before a real server comes back",
        "How many checks in a row must succeed before an unfit real server is fit again.");

    /// <summary>Failures in a row that take a server out.</summary>
    public static Parameter<int> Fall { get; } = Count(
        "fall", "Failed checks before a real server leaves",
        "How many checks in a row must fail before a fit real server is unfit. It is about failures that prove little, such as a check "
            + "that is late; a certain one, such as a refused connection, counts at once.");

    /// <summary>How long doubt alone keeps a server.</summary>
    public static Parameter<TimeSpan> DoubtTimeout { get; } = Duration(
        "doubt_timeout", "15s", default, "How long a real server in doubt keeps its connections",
        "How long a real server that only time-outs speak against stays, with weight 0, before it is removed and its connections are "
            + "reset. One that a certain failure speaks against, such as a refused connection, is removed at once.");

    /// <summary>What becomes of a real server that fails.</summary>
    public static Parameter<FailureAction> OnFailure { get; } = new()
    {
        Name = "on_failure",
        ShortDescription = "What becomes of a real server that fails",
        LongDescription = "\"remove\" takes a real server that fails out of the table, and its connections are reset, so that clients "
            + "connect anew at once. \"quiesce\" leaves it in the table with weight 0: it gets no new connections, and those it has are "
            + "left to themselves.",
        Default = "remove",
    };

    /// <summary>How long a server that joins climbs to its weight.</summary>
    public static Parameter<TimeSpan> SlowStart { get; } = Duration(
        "slow_start", "0s", default, "How long a real server that joins climbs to its weight",
        "How long a real server that joins others which have connections climbs from a hundredth of its weight to all of it, so that it does "
            + "not get every new connection at once. Not at the first start, nor after an absence shorter than rise checks. Weights in the "
            + "kernel's table are then multiplied by 100. 0s: it has its weight at once.");

    /// <summary>How long a server that fails again is kept out.</summary>
    public static Parameter<TimeSpan> FlapHoldDown { get; } = Duration(
        "flap_hold_down", "0s", default, "How long a real server that fails again is kept out",
        "How long a real server that has failed twice is kept out of the table, counted from its last failure, although it is fit; twice as "
            + "long after each further failure, up to flap_hold_down_max. Never while no other real server has weight. 0s: not at all.");

    /// <summary>The longest that a server is kept out.</summary>
    public static Parameter<TimeSpan> FlapHoldDownMax { get; } = Duration(
        "flap_hold_down_max", "5m", TimeSpan.FromSeconds(1), "How long a real server is kept out at most",
        "How long a real server that fails again and again is kept out at most. All is forgiven when it has not failed for so long.");

    /// <summary>What serves while no real server is fit.</summary>
    public static Parameter<RealServer> FallbackRealServer { get; } = new()
    {
        Name = ServiceSources.FallbackName,
        ShortDescription = "Server for when no real server is fit",
        LongDescription = "A host, or an address, that gets the new connections while no real server has a weight above 0, such as "
            + "127.0.0.1 for a service of the director's own that listens at the virtual address. It is not checked. Once a real server is "
            + "fit again, it gets no new connections, and those it has may go on for drain_timeout.",
        Parse = FallbackText.Read,
        Expected = FallbackText.Expected,
    };

    /// <summary>How much weight fit real servers should have together.</summary>
    public static Parameter<int> Quorum { get; } = new()
    {
        Name = "quorum",
        ShortDescription = "Least sum of weights of fit real servers",
        LongDescription = "What the weights of fit real servers should add up to at least. Below it the director is degraded, and does what "
            + "on_quorum_down says. When it is not set, any real server will do.",
        Minimum = 1,
    };

    /// <summary>How far from the quorum it goes down and up.</summary>
    public static Parameter<int> QuorumHysteresis { get; } = new()
    {
        Name = "quorum_hysteresis",
        ShortDescription = "How far from the quorum it changes",
        LongDescription = "The quorum goes down when the sum of weights is less than quorum by more than this, and comes up when it is "
            + "more by at least this.",
        Default = "0",
        Minimum = 0,
    };

    /// <summary>What becomes of real servers below the quorum.</summary>
    public static Parameter<QuorumAction> OnQuorumDown { get; } = new()
    {
        Name = "on_quorum_down",
        ShortDescription = "What becomes of real servers below the quorum",
        LongDescription = "\"keep\" lets them go on. With \"fallback\" they get no new connections, and fallback_real_server does. With "
            + "\"withdraw\" nobody gets any: clients are refused, and can go elsewhere. Connections that there are go on.",
        Default = "keep",
    };

    /// <summary>How often a host that died is started anew; for the agent, which does that.</summary>
    public static Parameter<int> RestartLimit { get; } = new()
    {
        Name = "restart_limit",
        ShortDescription = "Most restarts of the director in 10 minutes",
        LongDescription = "How many times within 10 minutes a director that died is started anew, which cuts no connection; then "
            + "monitor fails and Pacemaker recovers.",
        Default = "3",
        Minimum = 0,
        Maximum = 1000,
    };

    /// <summary>How often the kernel's table is compared, and repaired where somebody else changed it.</summary>
    public static Parameter<TimeSpan> SyncInterval { get; } = Duration(
        "sync_interval", "5s", LeastInterval, "How often the kernel's table is verified",
        "How often the kernel's table is read and, where somebody else changed it, put right. Changes of real servers are applied "
            + "at once.");

    /// <summary>How long a leaving server keeps its connections.</summary>
    public static Parameter<TimeSpan> DrainTimeout { get; } = Duration(
        "drain_timeout", "60s", default, "How long a leaving real server keeps its connections",
        "How long a real server that is no longer listed, but fit, stays with weight 0 for its connections to end. One that is unfit "
            + "is removed at once.");

    /// <summary>Whether the kernel's settings that a director needs are kept.</summary>
    public static Parameter<bool> ManageSysctls { get; } = new()
    {
        Name = "manage_sysctls",
        ShortDescription = "Keep the kernel settings of a director",
        LongDescription = "Whether net.ipv4.ip_forward, net.ipv4.vs.expire_nodest_conn and net.ipv4.vs.expire_quiescent_template are set "
            + "to 1 and kept so.",
        Default = "true",
    };

    /// <summary>All of the host's parameters, with those of <see cref="HostParameters"/>, in the order in which people see them.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
    [
        Vip, Port, Config, .. ServiceParameters.All, VirtualServiceOptions, .. ForwardingParameters.All, HostParameters.DefaultWeight, HostParameters.WeightOfRealServers, HeatbeatFile,
        RealServerMerge, MaxRealServers, SourceInterval, HostParameters.SourceTimeout, CheckInterval, CheckFastInterval,
        HostParameters.CheckTimeout, CheckConcurrency, Rise, Fall, DoubtTimeout, OnFailure, SlowStart, FlapHoldDown, FlapHoldDownMax,
        FallbackRealServer, Quorum, QuorumHysteresis, OnQuorumDown, DrainTimeout, NoticeParameters.Notify, NoticeParameters.NotifyUser,
        ClusterParameters.PublishAttribute, SyncInterval, ManageSysctls, .. KernelParameters.All, RestartLimit, .. LogParameters.All, .. ListenParameters.All, PluginPath, PluginHashes,
    ];

    private static Parameter<TimeSpan> Duration(
        string name, string value, Bound<TimeSpan> least, string inShort, string atLength) => new()
        {
            Name = name,
            ShortDescription = inShort,
            LongDescription = atLength,
            Default = value,
            Minimum = least,
            Maximum = TimeSpan.FromHours(24),
        };

    private static Parameter<int> Count(string name, string inShort, string atLength) => new()
    {
        Name = name,
        ShortDescription = inShort,
        LongDescription = atLength,
        Default = "2",
        Minimum = 1,
        Maximum = 1000,
    };

    private static string ReadAbsolutePath(string text) =>
        text.StartsWith('/') ? text : throw new FormatException("should be an absolute path");

    private static IReadOnlyList<string> ReadFolders(string text)
    {
        var folders = text.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return folders.Length > 0 && folders.All(folder => folder.StartsWith('/'))
            ? folders
            : throw new FormatException("should be absolute paths separated by \":\"");
    }
}

namespace LvsPluggable.Host.Ocf;

/// <summary>An agent whose meta-data the host writes, since it has the parameters of host and plugins.</summary>
internal sealed record OcfAgent
{
    public static readonly OcfAgent Director = new()
    {
        Name = "lvsdr",
        ShortDescription = "Director for Linux Virtual Server with plugins",
        LongDescription =
            "A director for Linux Virtual Server (IPVS). It stays resident, learns from plugins which real servers there are and whether "
            + "each is fit, and keeps the kernel's table equal to that, with weights. Start returns when the table is filled, so order "
            + "the virtual address after it. Monitor answers 190 (degraded) when the service runs but something needs attention. "
            + "Changed parameters are applied to the running director.",
        Actions =
        [
            new OcfAction { Name = "start", Timeout = "60s" },
            new OcfAction { Name = "stop", Timeout = "60s" },
            new OcfAction { Name = "monitor", Timeout = "30s", Interval = "10s" },
            .. OtherActions,
        ],
    };

    public static readonly OcfAgent Promotable = new()
    {
        Name = "lvs",
        ShortDescription = "Linux Virtual Server: directors that are real servers",
        LongDescription =
            "Linux Virtual Server under direct routing in one promotable clone. Every instance makes its node a real server, as the agent "
            + "lvsdr-realsvr does: the virtual address is on lo, unheard by the network. The promoted one directs, as the agent lvsdr does: "
            + "it fills the kernel's table, then puts the address on a network interface and announces it. Where nothing else says who the "
            + "real servers are, they are the nodes on which the clone runs. Monitor answers 190 or 191 (degraded) when an instance does its "
            + "work but something needs attention. Changed parameters, the virtual address too, are applied without a restart. Needs "
            + "Pacemaker 2.1.",
        OwnParameters = PromotableParameters.All,
        Actions =
        [
            new OcfAction { Name = "start", Timeout = "60s" },
            new OcfAction { Name = "stop", Timeout = "90s" },
            new OcfAction { Name = "promote", Timeout = "60s" },
            new OcfAction { Name = "demote", Timeout = "60s" },
            new OcfAction { Name = "monitor", Timeout = "30s", Interval = "10s", Role = "Unpromoted" },
            new OcfAction { Name = "monitor", Timeout = "30s", Interval = "5s", Role = "Promoted" },
            .. OtherActions,
        ],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OcfAgent> All { get; } = [Director, Promotable];

    public required string Name { get; init; }

    public required string ShortDescription { get; init; }

    public required string LongDescription { get; init; }

    /// <summary>Parameters of the agent itself. One that has the name of the host's takes its place.</summary>
    public IReadOnlyList<Parameter> OwnParameters { get; init; } = [];

    public required IReadOnlyList<OcfAction> Actions { get; init; }

    private static IEnumerable<OcfAction> OtherActions =>
    [
        new OcfAction { Name = "reload-agent", Timeout = "60s" },
        new OcfAction { Name = "reload", Timeout = "60s" },
        new OcfAction { Name = "validate-all", Timeout = "30s" },
        new OcfAction { Name = "meta-data", Timeout = "30s" },
    ];
}

namespace LvsPluggable.Host.Ipvs;

/// <summary>An option of ipvsadm: its names, whether it takes a value, and why it does not belong to <c>ipvsadm -A</c> when it does not.</summary>
internal sealed record OptionSyntax(char? Short, string? Long, OptionArgument Argument, string? WhyNot = null)
{
    private const string Selector = "selects the service, which is not said here";
    private const string RealServer = "is an option of real servers, not of the service";

    public static OptionSyntax Scheduler { get; } = new('s', "scheduler", OptionArgument.Required);

    public static OptionSyntax Persistent { get; } = new('p', "persistent", OptionArgument.Optional);

    public static OptionSyntax Netmask { get; } = new('M', "netmask", OptionArgument.Required);

    public static OptionSyntax PersistenceEngine { get; } = new(null, "pe", OptionArgument.Required);

    public static OptionSyntax SchedulerFlags { get; } = new('b', "sched-flags", OptionArgument.Required);

    public static OptionSyntax OnePacket { get; } = new('o', "ops", OptionArgument.None);

    public static OptionSyntax IPv6 { get; } = new('6', "ipv6", OptionArgument.None);

    /// <summary>The options of ipvsadm(8) that people put here, rightly or not.</summary>
    public static IReadOnlyList<OptionSyntax> All { get; } =
    [
        Scheduler,
        Persistent,
        Netmask,
        PersistenceEngine,
        SchedulerFlags,
        OnePacket,
        IPv6,
        new('t', "tcp-service", OptionArgument.Required, Selector),
        new('u', "udp-service", OptionArgument.Required, Selector),
        new(null, "sctp-service", OptionArgument.Required, Selector),
        new('f', "fwmark-service", OptionArgument.Required, Selector),
        new('r', "real-server", OptionArgument.Required, RealServer),
        new('g', "gatewaying", OptionArgument.None, RealServer),
        new('i', "ipip", OptionArgument.None, RealServer),
        new('m', "masquerading", OptionArgument.None, RealServer),
        new('w', "weight", OptionArgument.Required, RealServer),
        new('x', "u-threshold", OptionArgument.Required, RealServer),
        new('y', "l-threshold", OptionArgument.Required, RealServer),
    ];

    /// <summary>The options that are right here, for messages.</summary>
    public static string List { get; } =
        string.Join(", ", All.Where(option => option.WhyNot is null).Select(option => option.ToString()));

    /// <summary>The shortest name.</summary>
    public override string ToString() => Short is { } name ? $"-{name}" : $"--{Long}";
}

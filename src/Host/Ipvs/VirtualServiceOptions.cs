using System.Globalization;
using System.Net.Sockets;

namespace LvsPluggable.Host.Ipvs;

/// <summary>
/// What <c>ipvsadm -A</c> takes after the service's address. Its meaning and its defaults are those of ipvsadm 1.31:
/// without <c>-s</c> the scheduler is wlc, and <c>-p</c> alone means 360 s (its manual says 300).
/// </summary>
internal sealed record VirtualServiceOptions
{
    private const string DefaultScheduler = "wlc"; // DEF_SCHED of ipvsadm
    private const uint DefaultPersistence = 360; // seconds
    private const uint LongestPersistence = 31 * 24 * 60 * 60; // seconds; ipvsadm's limit

    private static readonly string[] Schedulers =
        ["rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh"];

    /// <summary>The scheduler's name.</summary>
    public string Scheduler { get; private init; } = DefaultScheduler;

    /// <summary>The scheduler's flags.</summary>
    public SchedulerFlags SchedulerFlags { get; private init; }

    /// <summary>Seconds; null when the service is not persistent.</summary>
    public uint? PersistenceTimeout { get; private init; }

    /// <summary>Null when it is not said.</summary>
    public ClientNetmask? Netmask { get; private init; }

    /// <summary>Null when there is none.</summary>
    public string? PersistenceEngine { get; private init; }

    /// <summary>One-packet scheduling.</summary>
    public bool OnePacket { get; private init; }

    /// <summary>Whether a firewall mark is for IPv6.</summary>
    public bool IPv6 { get; private init; }

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">It has mistakes; the message names all of them and says what would be right.</exception>
    public static VirtualServiceOptions Parse(string text)
    {
        var mistakes = new List<string>();
        var found = new OptionScanner(text, mistakes).Scan();
        var scheduler = found.GetValueOrDefault(OptionSyntax.Scheduler) ?? DefaultScheduler;
        if (!Schedulers.Contains(scheduler))
        {
            mistakes.Add($"scheduler \"{scheduler}\" should be one of {string.Join(", ", Schedulers)}");
        }

        var engine = found.GetValueOrDefault(OptionSyntax.PersistenceEngine);
        if (engine is not (null or "sip"))
        {
            mistakes.Add($"persistence engine \"{engine}\" should be sip");
        }

        var options = new VirtualServiceOptions
        {
            Scheduler = scheduler,
            SchedulerFlags = ReadFlags(found.GetValueOrDefault(OptionSyntax.SchedulerFlags), scheduler, mistakes),
            PersistenceTimeout = found.TryGetValue(OptionSyntax.Persistent, out var seconds) ? ReadSeconds(seconds, mistakes) : null,
            Netmask = ReadNetmask(found.GetValueOrDefault(OptionSyntax.Netmask), mistakes),
            PersistenceEngine = engine,
            OnePacket = found.ContainsKey(OptionSyntax.OnePacket),
            IPv6 = found.ContainsKey(OptionSyntax.IPv6),
        };
        ThrowIfAny(mistakes);
        return options;
    }

    /// <summary>The virtual service that has these options.</summary>
    /// <param name="key">What selects it; <c>-6</c> makes a firewall mark one of IPv6.</param>
    /// <exception cref="FormatException">They do not fit that service; the message names every reason.</exception>
    public VirtualService For(ServiceKey key)
    {
        var mistakes = new List<string>();
        if (IPv6 && key.FirewallMark == 0)
        {
            mistakes.Add("\"-6\" is for a firewall mark only");
        }
        else if (IPv6)
        {
            key = ServiceKey.ForFirewallMark(key.FirewallMark, AddressFamily.InterNetworkV6);
        }

        if (OnePacket && key.Protocol is TransportProtocol.Tcp or TransportProtocol.Sctp)
        {
            mistakes.Add("\"-o\" is for UDP or a firewall mark only");
        }

        if (PersistenceTimeout is null && key is { FirewallMark: 0, Port: 0 })
        {
            mistakes.Add("port 0, which is every port, needs \"-p\"");
        }

        if (Netmask is { } netmask && netmask.AddressFamily != key.AddressFamily)
        {
            mistakes.Add(key.AddressFamily == AddressFamily.InterNetwork
                ? $"netmask \"{netmask}\" should be a mask such as 255.255.255.0, the service being IPv4"
                : $"netmask \"{netmask}\" should be a prefix length from 1 to 128, the service being IPv6");
        }

        ThrowIfAny(mistakes);
        return new VirtualService
        {
            Key = key,
            Scheduler = Scheduler,
            SchedulerFlags = SchedulerFlags,
            PersistenceTimeout = PersistenceTimeout,
            Netmask = Netmask,
            PersistenceEngine = PersistenceEngine,
            OnePacket = OnePacket,
        };
    }

    private static void ThrowIfAny(List<string> mistakes)
    {
        if (mistakes.Count > 0)
        {
            throw new FormatException(string.Join("; ", mistakes));
        }
    }

    private static uint ReadSeconds(string? text, List<string> mistakes)
    {
        if (text is null)
        {
            return DefaultPersistence;
        }

        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is 0 or > LongestPersistence)
        {
            mistakes.Add($"persistence \"{text}\" should be a number of seconds from 1 to {LongestPersistence}");
        }

        return seconds;
    }

    private static ClientNetmask? ReadNetmask(string? text, List<string> mistakes)
    {
        ClientNetmask? netmask = null;
        if (text is not null && !ClientNetmask.TryParse(text, out netmask))
        {
            mistakes.Add($"netmask \"{text}\" should be a mask such as 255.255.255.0, or a prefix length from 1 to 128 for IPv6");
        }

        return netmask;
    }

    private static SchedulerFlags ReadFlags(string? text, string scheduler, List<string> mistakes)
    {
        var flags = SchedulerFlags.None;
        foreach (var name in text?.Split(',') ?? [])
        {
            if (!SchedulerFlagNames.TryFind(name, out var flag, out var only))
            {
                mistakes.Add($"scheduler flag \"{name}\" should be one of {SchedulerFlagNames.List}");
            }
            else if (only is not null && only != scheduler)
            {
                mistakes.Add($"scheduler flag \"{name}\" needs \"-s {only}\"");
            }

            flags |= flag;
        }

        return flags;
    }
}

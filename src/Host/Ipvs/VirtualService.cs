using System.Text;

namespace LvsPluggable.Host.Ipvs;

/// <summary>The configuration of a virtual service. Equality compares all of it and nothing else.</summary>
internal sealed record VirtualService
{
    private readonly ClientNetmask? _netmask;

    /// <summary>What selects it.</summary>
    public required ServiceKey Key { get; init; }

    /// <summary>The scheduler's name in the kernel, <c>rr</c> for example.</summary>
    public required string Scheduler { get; init; }

    public SchedulerFlags SchedulerFlags { get; init; }

    /// <summary>For how many seconds a client stays with its server; null when the service is not persistent.</summary>
    public uint? PersistenceTimeout { get; init; }

    /// <summary>What part of a client's address persistence goes by; null is the whole address.</summary>
    public ClientNetmask? Netmask
    {
        get => _netmask;
        init => _netmask = value is { IsWholeAddress: true } ? null : value;
    }

    /// <summary>The persistence engine (<c>sip</c>), or null.</summary>
    public string? PersistenceEngine { get; init; }

    /// <summary>Whether every packet is scheduled on its own; UDP and firewall marks only.</summary>
    public bool OnePacket { get; init; }

    /// <summary>The line that <c>ipvsadm-save -n</c> prints for it.</summary>
    public string ToSaveLine()
    {
        var line = new StringBuilder($"-A {Key} -s {Scheduler}");
        if (PersistenceTimeout is { } timeout)
        {
            line.Append($" -p {timeout}");
            if (Netmask is { } netmask)
            {
                line.Append($" -M {netmask}");
            }
        }

        if (PersistenceEngine is not null)
        {
            line.Append($" --pe {PersistenceEngine}");
        }

        if (OnePacket)
        {
            line.Append(" -o");
        }

        var flags = SchedulerFlagNames.Format(Scheduler, SchedulerFlags);
        if (flags.Length > 0)
        {
            line.Append($" -b {flags}");
        }

        return line.ToString();
    }
}

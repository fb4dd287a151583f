using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director.Kernel;

/// <summary>What of the kernel's settings users ask for, besides those that every director needs.</summary>
internal sealed record KernelWishes
{
    /// <summary>Nothing.</summary>
    public static KernelWishes None { get; } = new();

    /// <summary>How long connections that send nothing are kept; null when that is the kernel's to say.</summary>
    public Timeouts? Timeouts { get; init; }

    /// <summary>Settings below net.ipv4.vs: name and value, the numbers of which are separated by blanks.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The daemon that sends what changes in the table of connections; null when none should run.</summary>
    public SyncDaemon? Sync { get; init; }
}

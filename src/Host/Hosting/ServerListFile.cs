using LvsPluggable.Host.Director;

namespace LvsPluggable.Host.Hosting;

/// <summary>The last list of one virtual service, as it is written to the state folder.</summary>
internal sealed record ServerListFile
{
    /// <summary>The version of this form.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>What the list depends on (<see cref="ServiceDefinition.ListedBy"/>).</summary>
    public required string ListedBy { get; init; }

    /// <summary>Which boot of the machine monotonic times are of (/proc/sys/kernel/random/boot_id).</summary>
    public required string Boot { get; init; }

    public required IReadOnlyList<ListedServer> Servers { get; init; }
}

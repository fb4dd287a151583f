using System.Net;

namespace LvsPluggable.Host.Ipvs;

/// <summary>A daemon of the kernel that synchronises the table of connections (<c>ipvsadm --start-daemon</c>).</summary>
internal sealed record SyncDaemon
{
    public required SyncState State { get; init; }

    /// <summary>The network interface that it sends and receives on.</summary>
    public required string Interface { get; init; }

    /// <summary>What tells groups of directors apart, 0 to 255; a backup with 0 takes what all of them send.</summary>
    public int SyncId { get; init; }

    /// <summary>The longest message, in bytes; 0: what fits the interface.</summary>
    public int MaximumLength { get; init; }

    /// <summary>The multicast group; null: the kernel's own, 224.0.0.81.</summary>
    public IPAddress? Group { get; init; }

    /// <summary>The UDP port; 0: the kernel's own, 8848.</summary>
    public int Port { get; init; }

    /// <summary>Whether a daemon that runs is as this one asks for: what is left to the kernel may be anything.</summary>
    public bool IsMetBy(SyncDaemon running) =>
        running.State == State
        && running.Interface == Interface
        && running.SyncId == SyncId
        && (MaximumLength == 0 || running.MaximumLength == MaximumLength)
        && (Group is null || Group.Equals(running.Group))
        && (Port == 0 || running.Port == Port);
}

using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Host.Ipvs;

/// <summary>A daemon of the kernel that synchronises the table of connections (<c>ipvsadm --start-daemon</c>).</summary>
internal sealed record SyncDaemon
{
    public required SyncState State { get; init; }

    /// <summary>The network interface that it sends and receives on.</summary>
    public required string Interface { get; init; }

    /// <summary>What tells groups of directors apart, 0 to 255; a backup with 0 takes what all of them send.</summary>
    public int SyncId { get; init; }

    /// <summary>The longest message, in bytes; 0: what the kernel takes, for a master what fits 1500 bytes.</summary>
    public int MaximumLength { get; init; }

    /// <summary>The multicast group; null: the kernel's own, 224.0.0.81.</summary>
    public IPAddress? Group { get; init; }

    /// <summary>The UDP port; 0: the kernel's own, 8848.</summary>
    public int Port { get; init; }

    // What a packet has beside the headers of IP and UDP; the kernel (start_sync_thread) cuts what it is asked for to that.
    private int LongestPossible => 65535 - 8 - (Group?.AddressFamily == AddressFamily.InterNetworkV6 ? 40 : 20);

    /// <summary>Whether a daemon that runs is as this one asks for: what is left to the kernel may be anything.</summary>
    public bool IsMetBy(SyncDaemon running) =>
        running.State == State
        && running.Interface == Interface
        && running.SyncId == SyncId
        && (MaximumLength == 0 || running.MaximumLength == Math.Min(MaximumLength, LongestPossible))
        && (Group is null || Group.Equals(running.Group))
        && (Port == 0 || running.Port == Port);
}

namespace LvsPluggable.Host.Netlink;

/// <summary>What the kernel knows of a neighbour (NUD_… of linux/neighbour.h).</summary>
[Flags]
internal enum NeighbourState : ushort
{
    /// <summary>The kernel has no entry.</summary>
    None = 0,

    /// <summary>It has no address, and asks all.</summary>
    Incomplete = 0x01,

    /// <summary>It answered a while ago.</summary>
    Reachable = 0x02,

    /// <summary>What is known is old, and used until something says otherwise.</summary>
    Stale = 0x04,

    /// <summary>The same, and it is in use just now.</summary>
    Delay = 0x08,

    /// <summary>It has an address, and asks there.</summary>
    Probe = 0x10,

    /// <summary>It was asked often enough, in vain.</summary>
    Failed = 0x20,

    /// <summary>An interface where nobody asks.</summary>
    NoArp = 0x40,

    /// <summary>An administrator entered it.</summary>
    Permanent = 0x80,
}

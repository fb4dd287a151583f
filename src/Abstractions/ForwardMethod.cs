namespace LvsPluggable;

/// <summary>How the director passes packets on to a real server.</summary>
public enum ForwardMethod
{
    /// <summary>Direct routing: as they are, to a real server of the same network that has the virtual address too.</summary>
    Dr = 0,

    /// <summary>Address translation: to the real server's own address and port; its answers come back through the director.</summary>
    Nat = 1,

    /// <summary>As they are inside other packets, to a real server on any network that has the virtual address too.</summary>
    Tunnel = 2,
}

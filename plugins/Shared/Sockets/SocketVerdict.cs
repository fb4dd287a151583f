namespace LvsPluggable.Plugins.Sockets;

/// <summary>What it says about a server that the system ended an attempt to talk to it.</summary>
internal enum SocketVerdict
{
    /// <summary>Nobody listens there, which is certain.</summary>
    Refused,

    /// <summary>A connection that there was has ended.</summary>
    Ended,

    /// <summary>The server was not reached, which may have other reasons than its own.</summary>
    Unreached,

    /// <summary>Nothing: it is this machine's own fault, or the resolver's, and may pass.</summary>
    Own,

    /// <summary>Nothing, until somebody corrects the configuration of this machine.</summary>
    Misconfigured,
}

namespace LvsPluggable.Host.Director;

/// <summary>Where a real server stands.</summary>
internal enum ServerState
{
    /// <summary>Listed, but not all of its checks have ever known anything: not in the table.</summary>
    Unknown,

    /// <summary>In the table with its weight.</summary>
    Up,

    /// <summary>In the table as it was before this start or change of parameters, until the sources have spoken.</summary>
    Held,

    /// <summary>
    /// Only time-outs and the like speak against it: in the table with weight 0, or with its own weight when all others are in doubt too.
    /// </summary>
    Doubted,

    /// <summary>In the table with weight 0, because a check or an operator wants it so.</summary>
    Draining,

    /// <summary>The fallback server, in the table because no real server has weight.</summary>
    Fallback,

    /// <summary>No longer listed; in the table with weight 0 until its connections have ended.</summary>
    Leaving,

    /// <summary>Fit, but it failed so often lately that it is kept out for a while.</summary>
    Flapping,

    /// <summary>Unfit: not in the table.</summary>
    Down,
}

namespace LvsPluggable.Host.Notices;

/// <summary>What happened, as programs of the user are told it.</summary>
internal enum NoticeKind
{
    /// <summary>A real server is in the table with its weight.</summary>
    Up,

    /// <summary>A real server is out of the table.</summary>
    Down,

    /// <summary>Only time-outs and the like speak against a real server.</summary>
    Doubted,

    /// <summary>A real server gets no new connections; those that it has go on.</summary>
    Draining,

    /// <summary>A real server that got no new connections has no connections any more, or its time is over.</summary>
    Drained,

    /// <summary>The weight of a real server is another one.</summary>
    Weight,

    /// <summary>The quorum is down, or reached again.</summary>
    Quorum,

    /// <summary>Something is not as it should be, where nothing was wrong.</summary>
    Degraded,

    /// <summary>Everything is as it should be again.</summary>
    Recovered,

    /// <summary>The host has begun its work.</summary>
    Start,

    /// <summary>The host ends, and removes its virtual services.</summary>
    Stop,

    /// <summary>The host has taken over a table that another one left.</summary>
    Takeover,
}

namespace LvsPluggable.Host.Notices;

/// <summary>
/// What happened. Its name, in small letters, is the identifier of the event in the history, in the log and for programs of the user;
/// <c>docs/events.md</c> lists all.
/// </summary>
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

    // What follows is not told to programs.

    /// <summary>The state of a real server, or its weight, has changed in a way that has no name of its own.</summary>
    State,

    /// <summary>Something is not as it should be.</summary>
    Problem,

    /// <summary>That is over.</summary>
    Solved,

    /// <summary>A host was launched; it has done nothing yet.</summary>
    Launch,

    /// <summary>The host before this one died or hung.</summary>
    Restart,

    /// <summary>The host ends, and leaves its table to another one, as it was asked to.</summary>
    Handover,

    /// <summary>The host knows what it would do, and does nothing until it is to direct.</summary>
    Standby,

    /// <summary>Changed parameters are in force.</summary>
    Parameters,

    /// <summary>Parameters are refused.</summary>
    Refused,

    /// <summary>An operator asked for something, or took it back.</summary>
    Order,

    /// <summary>Events came faster than the disk took them, and some are not kept.</summary>
    Lost,
}

namespace LvsPluggable.Host.Notices;

/// <summary>Something that happened, for the history and for a program of the user.</summary>
internal sealed record Notice
{
    public required NoticeKind Event { get; init; }

    public DateTimeOffset Time { get; init; }

    /// <summary>The name of the resource instance.</summary>
    public string Instance { get; init; } = "";

    /// <summary>The virtual service; null when it is about all of them.</summary>
    public string? Service { get; init; }

    /// <summary>The real server's address and port; null when it is about none.</summary>
    public string? Server { get; init; }

    /// <summary>The real server's name.</summary>
    public string? Host { get; init; }

    /// <summary>What it was before: a state, or a weight where that is what has changed.</summary>
    public string? Old { get; init; }

    /// <summary>What it is now.</summary>
    public string? New { get; init; }

    /// <summary>Why, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The weight that the real server has from now on; null when it is out of the table.</summary>
    public int? Weight { get; init; }

    /// <summary>Established connections that it had when that was decided; null when it was not in the table.</summary>
    public long? ActiveConnections { get; init; }

    /// <summary>Its connections in every other state.</summary>
    public long? InactiveConnections { get; init; }

    /// <summary>What each check said of it last, a sentence each.</summary>
    public IReadOnlyList<string>? Checks { get; init; }

    /// <summary>What each source said of it last, a sentence each.</summary>
    public IReadOnlyList<string>? Sources { get; init; }
}

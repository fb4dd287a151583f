namespace LvsPluggable.Postgres.Failures;

/// <summary>What a failure means for the server that it happened with.</summary>
internal enum Verdict
{
    /// <summary>It cannot be told, for a reason that is not the server's fitness.</summary>
    Unknown,

    /// <summary>It cannot be told until somebody corrects the configuration, which is said loudly.</summary>
    Misconfigured,

    /// <summary>Servers contradict each other, and none is believed until somebody corrects that, which is said loudly.</summary>
    Contradictory,

    /// <summary>The server is certainly not fit.</summary>
    Unhealthy,

    /// <summary>The server did not prove fit this time: counts towards <c>fall</c>.</summary>
    Failing,

    /// <summary>It was this connection's end; what a new one says counts.</summary>
    Reconnect,

    /// <summary>A transient conflict inside the server; the same once more on the same connection.</summary>
    Repeat,
}

namespace LvsPluggable.Host.Director.Status;

/// <summary>How often the host died and was started anew.</summary>
internal sealed record RestartStatus
{
    /// <summary>How often within the last 10 minutes.</summary>
    public required int Count { get; init; }

    /// <summary>When it was the last time.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Why, in the supervisor's words.</summary>
    public required string Cause { get; init; }
}

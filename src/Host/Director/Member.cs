using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>A real server that the director has to do with, and what it decided about it.</summary>
internal sealed record Member
{
    public required Candidate Candidate { get; init; }

    public required ServerState State { get; init; }

    /// <summary>Why it is in this state, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What else its checks had to say.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The weight that it gets; null when it is not to be in the table.</summary>
    public int? Weight { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When it was found to be listed no more, on the director's monotonic clock.</summary>
    public TimeSpan? LeavingSince { get; init; }
}

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

    /// <summary>
    /// Whether it is known from before: from the kernel's table, from the state folder, or from before a change of parameters, and the
    /// sources have not spoken since.
    /// </summary>
    public bool IsHeld { get; init; }

    /// <summary>The weight that it keeps while it is held; null when it was not in the table.</summary>
    public int? HeldWeight { get; init; }

    /// <summary>Whether its weight was an operator's while it was held, so that the kernel's is none to go back to.</summary>
    public bool HasOrder { get; init; }

    /// <summary>Since when it has been in doubt with weight 0, on the machine's monotonic clock.</summary>
    public TimeSpan? DoubtedSince { get; init; }

    /// <summary>The weight that it would have but for doubt, where it is in the table and doubt alone speaks against it; else 0.</summary>
    public int WeightWithoutDoubt { get; init; }

    /// <summary>The weight that it would have but for the quorum; null where the quorum changes nothing.</summary>
    public int? WeightButForQuorum { get; init; }

    /// <summary>How often it failed lately.</summary>
    public int Failures { get; init; }

    /// <summary>When it failed last, on the machine's monotonic clock; null when that is forgiven.</summary>
    public TimeSpan? LastFailure { get; init; }

    /// <summary>Since when it has been out of the table, on the machine's monotonic clock; null when it never was in it, or is.</summary>
    public TimeSpan? AbsentSince { get; init; }

    /// <summary>Since when it climbs to its weight, on the machine's monotonic clock; null when it does not.</summary>
    public TimeSpan? ClimbsSince { get; init; }

    /// <summary>Whether it is, or was, the fallback server, and no real server.</summary>
    public bool IsFallback { get; init; }

    /// <summary>When it was found to be listed no more, on the machine's monotonic clock.</summary>
    public TimeSpan? LeavingSince { get; init; }
}

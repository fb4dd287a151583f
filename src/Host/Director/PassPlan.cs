using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>What a pass makes of what is known at its beginning.</summary>
internal sealed record PassPlan
{
    /// <summary>The real servers, and the fallback server where it is in the table.</summary>
    public required IReadOnlyList<Member> Members { get; init; }

    /// <summary>What the kernel's table should have of the service; its twins have the same.</summary>
    public required IReadOnlyList<Destination> Wanted { get; init; }

    /// <summary>What makes it so.</summary>
    public required IReadOnlyList<TableChange> Changes { get; init; }

    /// <summary>Whether every source has answered, and every server that the first synchronisation waits for was checked.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>Whether the quorum is down; null when that was never known, or there is none.</summary>
    public required bool? IsQuorumDown { get; init; }

    /// <summary>What the weights add up to, and what they should, in words; null when there is no quorum.</summary>
    public required string? QuorumReason { get; init; }
}

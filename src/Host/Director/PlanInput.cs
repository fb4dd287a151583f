using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>All that a plan is made from.</summary>
internal sealed record PlanInput
{
    /// <summary>What the sources say.</summary>
    public required Listing Listing { get; init; }

    /// <summary>The servers of the plan before this one; at the start, those that are held.</summary>
    public required IReadOnlyList<Member> Members { get; init; }

    /// <summary>What the checks know.</summary>
    public required Func<IPEndPoint, ServerHealth> Health { get; init; }

    /// <summary>Whether there are checks at all, which could vouch for a server that is listed no more.</summary>
    public required bool HasChecks { get; init; }

    /// <summary>What the kernel's table holds.</summary>
    public required IReadOnlyDictionary<IPEndPoint, (int Weight, long Connections)> Kernel { get; init; }

    public required WeightRules Weights { get; init; }

    /// <summary>What operators asked for.</summary>
    public OperatorOrders Orders { get; init; } = OperatorOrders.None;

    public FailureAction OnFailure { get; init; }

    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>How long a server may be in doubt, with weight 0, before it is removed.</summary>
    public required TimeSpan DoubtTimeout { get; init; }

    /// <summary>The time on the machine's clock that never jumps, for measuring.</summary>
    public required TimeSpan Now { get; init; }

    /// <summary>The time of day, for showing.</summary>
    public required DateTimeOffset WallClock { get; init; }

    /// <summary>
    /// Since when a member that is wanted no more has been leaving; null when it is to go now, as its connections have ended or their time
    /// is over.
    /// </summary>
    public TimeSpan? LeavingSince(Member member)
    {
        var since = member.LeavingSince ?? Now;
        var isDrained = !Kernel.TryGetValue(member.Candidate.EndPoint, out var kernel) || (kernel.Weight == 0 && kernel.Connections == 0);
        return (member.LeavingSince is not null && isDrained) || Now - since >= DrainTimeout ? null : since;
    }
}

using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>What there is to tell of a virtual service's passes: made when they end, put into words when somebody asks.</summary>
internal sealed record PassOutcome
{
    /// <summary>What the last pass that could be made went by; null before it.</summary>
    public PassFacts? Facts { get; init; }

    /// <summary>What it decided; null before it.</summary>
    public PassPlan? Plan { get; init; }

    /// <summary>Whether the first synchronisation is done.</summary>
    public bool IsReady { get; init; }

    public IReadOnlyList<ProblemStatus> Problems { get; init; } = [];

    /// <summary>When the kernel's table was changed last; null when it never was.</summary>
    public DateTimeOffset? LastChange { get; init; }

    /// <summary>What was changed then.</summary>
    public ChangeSummary? LastChangeWas { get; init; }
}

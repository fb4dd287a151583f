using System.Net;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>All that is decided by about the fallback server.</summary>
internal sealed record FallbackInput
{
    /// <summary>The fallback server; null when there is none, or it has no address yet.</summary>
    public required Candidate? Server { get; init; }

    /// <summary>Those that were fallback servers at the pass before, or are now and were in the table.</summary>
    public required IReadOnlyList<Member> Former { get; init; }

    /// <summary>Whether everything was known at least once; until then the fallback server is what it was.</summary>
    public required bool IsSettled { get; init; }

    /// <inheritdoc cref="PlanInput.Kernel"/>
    public required IReadOnlyDictionary<IPEndPoint, (int Weight, long Connections)> Kernel { get; init; }

    public required TimeSpan DrainTimeout { get; init; }

    /// <inheritdoc cref="PlanInput.Now"/>
    public required TimeSpan Now { get; init; }

    /// <inheritdoc cref="PlanInput.WallClock"/>
    public required DateTimeOffset WallClock { get; init; }
}

namespace LvsPluggable.Postgres.Failures;

/// <summary>What is said, loudly, when servers contradict each other.</summary>
internal static class Contradictions
{
    /// <summary>Two servers say that they are the primary, and nothing tells which of them is.</summary>
    public static Failure OfTwoPrimaries(string one, string other, int timeline) => new(
        Verdict.Contradictory,
        $"two primaries on timeline {timeline}: {one} and {other}; neither is believed until one of them stops or follows the other");
}

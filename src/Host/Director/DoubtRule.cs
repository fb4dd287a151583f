namespace LvsPluggable.Host.Director;

/// <summary>
/// Doubt never empties a pool: when it alone would leave no server with weight, those that are only in doubt keep theirs. Stands after
/// the verdicts on single servers. Pure: design, "How what plugins say is merged", rule 5.
/// </summary>
internal static class DoubtRule
{
    /// <summary>The verdicts, with the weights of doubted servers given back where nobody else has any.</summary>
    public static IReadOnlyList<Member> Apply(IReadOnlyList<Member> verdicts) =>
        verdicts.Any(member => member.Weight > 0) || !verdicts.Any(member => member.WeightWithoutDoubt > 0)
            ? verdicts
            : [.. verdicts.Select(Kept)];

    /// <summary>Whether a server keeps its weight only because all others are in doubt, too, or gone.</summary>
    public static bool Keeps(Member member) => member is { State: ServerState.Doubted, Weight: > 0 };

    // Its time in doubt begins anew when another server can take over: until then nobody could have been sent elsewhere.
    private static Member Kept(Member member) => member.WeightWithoutDoubt == 0
        ? member
        : member with { State = ServerState.Doubted, Weight = member.WeightWithoutDoubt, DoubtedSince = null };
}

namespace LvsPluggable.Host.Director;

/// <summary>
/// Below the quorum real servers go on or get no new connections, as the settings say; those they have go on either way. Stands after the
/// plan and before <see cref="FallbackRule"/>. Pure.
/// </summary>
internal static class QuorumRule
{
    /// <summary>What the weights of fit real servers add up to.</summary>
    public static long Sum(IReadOnlyList<Member> members) => members.Sum(member => (long)(member.Weight ?? 0));

    /// <param name="members">The plan.</param>
    /// <param name="settings">What is wanted.</param>
    /// <param name="wasDown">Whether the quorum was down before; null when that was never known.</param>
    public static bool IsDown(IReadOnlyList<Member> members, QuorumSettings settings, bool? wasDown)
    {
        var threshold = wasDown switch
        {
            null => settings.Quorum,
            true => settings.Quorum + settings.Hysteresis,
            false => settings.Quorum - settings.Hysteresis,
        };
        return Sum(members) < threshold;
    }

    /// <summary>The plan while the quorum is down.</summary>
    public static IReadOnlyList<Member> Apply(IReadOnlyList<Member> members, QuorumSettings settings) =>
        settings.Action == QuorumAction.Keep ? members : [.. members.Select(Quiesced)];

    private static Member Quiesced(Member member) => member.Weight > 0
        ? member with { Weight = 0, WeightButForQuorum = member.Weight, Notes = [.. member.Notes, $"weight {member.Weight} but for the quorum"] }
        : member;
}

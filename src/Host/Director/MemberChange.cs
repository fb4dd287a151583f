namespace LvsPluggable.Host.Director;

/// <summary>What became of a real server from one pass to the next.</summary>
/// <param name="Was">What it was; null when it is new.</param>
/// <param name="Now">What it is; null when it is gone.</param>
internal sealed record MemberChange(Member? Was, Member? Now)
{
    /// <summary>Whether it is as it was, with the same weight.</summary>
    public bool IsNone => Was is { } was && Now is { } now && was.State == now.State && was.Weight == now.Weight;

    /// <summary>Its former state, in a word.</summary>
    public string Old => Was is null ? "new" : Was.State.Word();

    /// <summary>Its state, in a word.</summary>
    public string New => Now is null ? "gone" : Now.State.Word();

    /// <summary>One for every real server that is or was there: those that are first, in their order.</summary>
    public static IReadOnlyList<MemberChange> Between(IReadOnlyList<Member> before, IReadOnlyList<Member> after)
    {
        var former = before.ToDictionary(member => member.Candidate.EndPoint);
        var changes = new List<MemberChange>(after.Count);
        foreach (var member in after)
        {
            former.Remove(member.Candidate.EndPoint, out var was);
            changes.Add(new MemberChange(was, member));
        }

        changes.AddRange(former.Values.Select(gone => new MemberChange(gone, null)));
        return changes;
    }
}

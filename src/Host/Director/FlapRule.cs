namespace LvsPluggable.Host.Director;

/// <summary>
/// A real server that fails again and again is kept out for longer each time, but never while no other has weight. Stands after the plan
/// and before <see cref="QuorumRule"/>. Pure.
/// </summary>
internal static class FlapRule
{
    /// <param name="planned">The plan.</param>
    /// <param name="before">The members of the pass before.</param>
    /// <param name="settings">How long; null when no server is kept out.</param>
    /// <param name="now">The time on the machine's clock that never jumps.</param>
    public static IReadOnlyList<Member> Apply(
        IReadOnlyList<Member> planned, IReadOnlyList<Member> before, FlapSettings? settings, TimeSpan now)
    {
        if (settings is null)
        {
            return planned;
        }

        var former = before.ToDictionary(member => member.Candidate.EndPoint);
        List<Member> counted = [.. planned.Select(member => Counted(member, former.GetValueOrDefault(member.Candidate.EndPoint), settings, now))];
        List<Member> kept = [.. counted.Select(member => KeptOut(member, former.GetValueOrDefault(member.Candidate.EndPoint), settings, now))];
        return kept.Any(member => member.Weight > 0) ? kept : counted;
    }

    private static Member Counted(Member member, Member? was, FlapSettings settings, TimeSpan now)
    {
        if (was is null)
        {
            return member;
        }

        var isForgiven = now - was.LastFailure >= settings.Longest;
        var failures = isForgiven ? 0 : was.Failures;
        return member.State == ServerState.Down && was.State is not (ServerState.Down or ServerState.Unknown or ServerState.Leaving)
            ? member with { Failures = failures + 1, LastFailure = now }
            : member with { Failures = failures, LastFailure = isForgiven ? null : was.LastFailure };
    }

    private static Member KeptOut(Member member, Member? was, FlapSettings settings, TimeSpan now)
    {
        var left = member.LastFailure + settings.HoldDownAfter(member.Failures) - now;
        return left > TimeSpan.Zero && member.Weight > 0 && was is { State: ServerState.Down or ServerState.Flapping }
            ? member with
            {
                State = ServerState.Flapping,
                Reason = $"fit, but it failed {member.Failures} times; kept out for {settings.HoldDownAfter(member.Failures).TotalSeconds:0.###} s",
                Weight = was.Weight is null ? null : 0,
                Since = was.State == ServerState.Flapping ? was.Since : member.Since,
            }
            : member;
    }
}

namespace LvsPluggable.Host.Director;

/// <summary>
/// A real server that joins a pool that carries connections climbs to its weight, so that it does not get every new connection until it has
/// as many as the others. Stands after the plan. Pure.
/// </summary>
internal static class SlowStartRule
{
    /// <param name="planned">The plan.</param>
    /// <param name="input">What it was made from.</param>
    /// <param name="settings">How servers climb; null when they do not.</param>
    /// <param name="isSettled">Whether the first synchronisation is done: nobody joins before that.</param>
    public static IReadOnlyList<Member> Apply(IReadOnlyList<Member> planned, PlanInput input, SlowStartSettings? settings, bool isSettled)
    {
        if (settings is null)
        {
            return planned;
        }

        var former = input.Members.ToDictionary(member => member.Candidate.EndPoint);
        return [.. planned.Select(member => Climbing(member, former.GetValueOrDefault(member.Candidate.EndPoint)))];

        Member Climbing(Member member, Member? was)
        {
            if (member.Weight is null)
            {
                return member with { AbsentSince = IsIn(was) ? input.Now : was?.AbsentSince };
            }

            var since = was?.ClimbsSince ?? (Joins(member, was) ? input.Now : null);
            return since is null || input.Now - since >= settings.Duration ? member : member with { ClimbsSince = since };
        }

        bool Joins(Member member, Member? was) =>
            isSettled
            && member.Weight > 0
            && (!IsIn(was) || was!.State == ServerState.Draining)
            && !(was?.AbsentSince is { } absent && input.Now - absent < settings.Blip)
            && input.Kernel.Any(other => !other.Key.Equals(member.Candidate.EndPoint) && other.Value.Connections > 0);
    }

    private static bool IsIn(Member? member) => member?.Weight is not null;
}

using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>
/// The fallback server has weight while no real server has any. It comes before the last of those leaves and goes after the first of them is
/// back, and its connections then go on for as long as those of one that is no longer listed. Stands after the plan. Pure.
/// </summary>
internal static class FallbackRule
{
    private const int Weight = 1;

    /// <param name="members">The real servers of the plan.</param>
    /// <param name="fallback">The fallback server; null when there is none, or it has no address yet.</param>
    /// <param name="before">Those that were fallback servers at the pass before, or are now and were in the table.</param>
    /// <param name="isSettled">Whether everything was known at least once; until then the fallback server is what it was.</param>
    /// <param name="input">What the plan was made from.</param>
    /// <returns>The members, and after them the fallback server where it is in the table.</returns>
    public static IReadOnlyList<Member> Apply(
        IReadOnlyList<Member> members, Candidate? fallback, IReadOnlyList<Member> before, bool isSettled, PlanInput input)
    {
        var planned = members.Select(member => member.Candidate.EndPoint).ToHashSet();
        var isNeeded = !members.Any(member => member.Weight > 0);
        List<Member> result = [.. members];
        var former = before.ToDictionary(member => member.Candidate.EndPoint);
        if (fallback is { } server && !planned.Contains(server.EndPoint))
        {
            former.Remove(server.EndPoint, out var was);
            if (isSettled ? isNeeded : was?.Weight > 0)
            {
                result.Add(Serving(server, was, input));
            }
            else if (was is not null)
            {
                Drain(was);
            }
        }

        foreach (var another in former.Values.Where(member => !planned.Contains(member.Candidate.EndPoint)))
        {
            Drain(another);
        }

        return result;

        void Drain(Member member)
        {
            if (Leaving(member, input) is { } leaving)
            {
                result.Add(leaving);
            }
        }
    }

    private static Member Serving(Candidate server, Member? was, PlanInput input) => new()
    {
        Candidate = server,
        State = ServerState.Fallback,
        Reason = "no real server has weight",
        Weight = Weight,
        IsFallback = true,
        Since = was?.State == ServerState.Fallback ? was.Since : input.WallClock,
    };

    private static Member? Leaving(Member member, PlanInput input) => input.LeavingSince(member) is { } since
        ? member with
        {
            State = ServerState.Leaving,
            Reason = "no longer needed; its connections go on",
            Weight = 0,
            IsFallback = true,
            IsHeld = false,
            HeldWeight = null,
            LeavingSince = since,
            Since = member.State == ServerState.Leaving ? member.Since : input.WallClock,
        }
        : null;
}

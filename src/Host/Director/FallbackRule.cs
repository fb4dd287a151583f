using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>
/// The fallback server has weight while no real server has any. It comes before the last of those leaves and goes after the first of them is
/// back, and its connections then go on for as long as those of one that is no longer listed. Stands after the plan. Pure.
/// </summary>
internal static class FallbackRule
{
    private const int Weight = 1;

    /// <returns>The members, and after them the fallback server where it is in the table.</returns>
    public static IReadOnlyList<Member> Apply(IReadOnlyList<Member> members, FallbackInput input)
    {
        var planned = members.Select(member => member.Candidate.EndPoint).ToHashSet();
        var isNeeded = !members.Any(member => member.Weight > 0);
        List<Member> result = [.. members];
        var former = input.Former.ToDictionary(member => member.Candidate.EndPoint);
        if (input.Server is { } server && !planned.Contains(server.EndPoint))
        {
            former.Remove(server.EndPoint, out var was);
            if (input.IsSettled ? isNeeded : was?.Weight > 0)
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

    private static Member Serving(Candidate server, Member? was, FallbackInput input) => new()
    {
        Candidate = server,
        State = ServerState.Fallback,
        Reason = "no real server has weight",
        Weight = Weight,
        IsFallback = true,
        Since = was?.State == ServerState.Fallback ? was.Since : input.WallClock,
    };

    private static Member? Leaving(Member member, FallbackInput input)
    {
        var since = member.LeavingSince ?? input.Now;
        var isDrained = !input.Kernel.TryGetValue(member.Candidate.EndPoint, out var kernel) || (kernel.Weight == 0 && kernel.Connections == 0);
        return (member.LeavingSince is not null && isDrained) || input.Now - since >= input.DrainTimeout
            ? null
            : member with
            {
                State = ServerState.Leaving,
                Reason = "no longer needed; its connections go on",
                Weight = 0,
                IsFallback = true,
                IsHeld = false,
                HeldWeight = null,
                LeavingSince = since,
                Since = member.State == ServerState.Leaving ? member.Since : input.WallClock,
            };
    }
}

using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>
/// Decides about every real server: whether it is in the table, and with which weight. Pure: design, "How what plugins say is
/// merged", rules 3 to 7.
/// </summary>
internal static class Planner
{
    /// <returns>
    /// The servers to have to do with from now on: all that are listed, those that are held, and those that are leaving. A former member
    /// that is not among them is to be removed at once.
    /// </returns>
    public static IReadOnlyList<Member> Plan(PlanInput input)
    {
        var listed = input.Listing.Candidates.Select(candidate => candidate.EndPoint).ToHashSet();
        var former = input.Members.ToDictionary(member => member.Candidate.EndPoint);
        List<Member> verdicts =
        [
            .. input.Listing.Candidates.Select(candidate => Listed(candidate, input, former.GetValueOrDefault(candidate.EndPoint))),
            .. input.Members.Where(member => !listed.Contains(member.Candidate.EndPoint))
                .Select(member => IsStillHeld(member, input) ? Held(Adoption.Held(member), input) : Leaving(member, input)).OfType<Member>(),
        ];
        return DoubtRule.Apply(verdicts);
    }

    // One that was listed is held again when a source cannot say any more which servers there are besides those that it lists.
    private static bool IsStillHeld(Member member, PlanInput input) =>
        member.State != ServerState.Leaving
        && (member.IsHeld || input.Listing.IsPartial)
        && input.Listing.IsOpen(member.Candidate.EndPoint);

    private static Member Listed(Candidate candidate, PlanInput input, Member? former)
    {
        var health = input.Health(candidate.EndPoint);
        return Judged(candidate, health, input, former, ServerState.Up, input.Weights.WeightOf(candidate, health.WeightPercent));
    }

    // What was in the table keeps its weight. What was not comes in only when the sources cannot say what the list is now.
    private static Member Held(Member member, PlanInput input)
    {
        var health = member.Candidate.IsNameless ? ServerHealth.Nameless : input.Health(member.Candidate.EndPoint);
        var hasOrder = member.HasOrder || HasOrder(member.Candidate, input);
        int? weight = (hasOrder ? null : member.HeldWeight)
            ?? (input.Listing.CannotBeKnown || member.HeldWeight is not null
                ? input.Weights.WeightOf(member.Candidate, health.WeightPercent)
                : null);
        return Judged(member.Candidate, health, input, member, weight is null ? ServerState.Unknown : ServerState.Held, weight) with
        {
            IsHeld = true,
            HeldWeight = member.HeldWeight,
            HasOrder = hasOrder,
        };
    }

    private static Member Judged(
        Candidate candidate, ServerHealth health, PlanInput input, Member? former, ServerState whenFit, int? weight)
    {
        var drain = input.Orders.Of(candidate, OrderKind.Drain);
        var ordered = drain is null ? input.Orders.Of(candidate, OrderKind.Weight) : null;
        weight = weight is null ? null : ordered?.Weight ?? weight;
        if (health is { Status: HealthStatus.Unhealthy, IsDoubt: true } && former?.Weight is not null)
        {
            var counts = drain is null && health.StatusWithoutDoubt == HealthStatus.Healthy;
            return Noted(Doubted(candidate, health, input, former, counts ? weight ?? 0 : 0), drain ?? ordered);
        }

        var isFit = health.Status == HealthStatus.Healthy;
        var isDrained = isFit && drain is not null && weight is not null;
        var state = health.Status switch
        {
            _ when isDrained => ServerState.Draining,
            HealthStatus.Healthy => whenFit,
            HealthStatus.Drain => ServerState.Draining,
            HealthStatus.Unhealthy => ServerState.Down,
            _ => ServerState.Unknown,
        };
        var reason = isDrained ? $"drained by {drain!.By}" : health.Reason;
        return Noted(Decided(candidate, state, reason, health, input, former), isDrained ? null : drain ?? ordered) with
        {
            Weight = health.Status switch
            {
                HealthStatus.Healthy => isDrained ? 0 : weight,
                HealthStatus.Drain => weight is null ? null : 0,
                HealthStatus.Unhealthy => WeightOfFailed(former, input),
                _ => null,
            },
        };
    }

    private static int? WeightOfFailed(Member? former, PlanInput input) =>
        input.OnFailure == FailureAction.Quiesce && former?.Weight is not null ? 0 : null;

    private static bool HasOrder(Candidate candidate, PlanInput input) =>
        (input.Orders.Of(candidate, OrderKind.Drain) ?? input.Orders.Of(candidate, OrderKind.Weight)) is not null;

    private static Member Noted(Member member, OperatorOrder? order) => order is null
        ? member
        : member with { Notes = [.. member.Notes, order.ToString()] };

    private static Member Doubted(Candidate candidate, ServerHealth health, PlanInput input, Member former, int weightWithoutDoubt)
    {
        var since = former.DoubtedSince ?? input.Now;
        var isOver = input.Now - since >= input.DoubtTimeout;
        var reason = isOver ? $"{health.Reason}; in doubt for {input.DoubtTimeout.TotalSeconds:0.###} s" : health.Reason;
        return Decided(candidate, isOver ? ServerState.Down : ServerState.Doubted, reason, health, input, former) with
        {
            Weight = isOver ? WeightOfFailed(former, input) : 0,
            DoubtedSince = since,
            WeightWithoutDoubt = weightWithoutDoubt,
        };
    }

    private static Member? Leaving(Member member, PlanInput input)
    {
        var health = input.Health(member.Candidate.EndPoint);
        TimeSpan? doubted = health.IsDoubt ? member.DoubtedSince ?? input.Now : null;
        var vouches = health.Status switch
        {
            HealthStatus.Healthy or HealthStatus.Drain => true,
            HealthStatus.Unhealthy => input.Now - doubted < input.DoubtTimeout,
            _ => false,
        };
        if (!input.HasChecks || !vouches || member.Weight is null || input.LeavingSince(member) is not { } since)
        {
            return null;
        }

        return Decided(member.Candidate, ServerState.Leaving, "no longer listed; its connections go on", health, input, member) with
        {
            Weight = 0,
            LeavingSince = since,
            DoubtedSince = doubted,
        };
    }

    private static Member Decided(
        Candidate candidate, ServerState state, string reason, ServerHealth health, PlanInput input, Member? former) => new()
        {
            Candidate = candidate,
            State = state,
            Reason = reason,
            Notes = health.Notes,
            Since = former?.State == state ? former.Since : input.WallClock,
        };
}

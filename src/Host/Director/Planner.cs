using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>
/// Decides about every real server: whether it is in the table, and with which weight. Pure: design, "How what plugins say is
/// merged", rules 3 to 5.
/// </summary>
internal static class Planner
{
    /// <returns>
    /// The servers to have to do with from now on: all that are listed, and those that are leaving. A former member that is not
    /// among them is to be removed at once.
    /// </returns>
    public static IReadOnlyList<Member> Plan(PlanInput input)
    {
        var listed = input.Candidates.Select(candidate => candidate.EndPoint).ToHashSet();
        var former = input.Members.ToDictionary(member => member.Candidate.EndPoint);
        return
        [
            .. input.Candidates.Select(candidate => Listed(candidate, input, former.GetValueOrDefault(candidate.EndPoint))),
            .. input.Members.Where(member => !listed.Contains(member.Candidate.EndPoint))
                .Select(member => Leaving(member, input)).OfType<Member>(),
        ];
    }

    private static Member Listed(Candidate candidate, PlanInput input, Member? former)
    {
        var health = input.Health(candidate.EndPoint);
        var state = health.Status switch
        {
            HealthStatus.Healthy => ServerState.Up,
            HealthStatus.Drain => ServerState.Draining,
            HealthStatus.Unhealthy => ServerState.Down,
            _ => ServerState.Unknown,
        };
        return Decided(candidate, state, health.Reason, health, input, former) with
        {
            Weight = state switch
            {
                ServerState.Up => input.Weights.WeightOf(candidate, health.WeightPercent),
                ServerState.Draining => 0,
                _ => null,
            },
        };
    }

    private static Member? Leaving(Member member, PlanInput input)
    {
        var health = input.Health(member.Candidate.EndPoint);
        if (!input.HasChecks || health.Status is HealthStatus.Unhealthy or HealthStatus.Unknown)
        {
            return null;
        }

        var since = member.LeavingSince ?? input.Now;
        var inKernel = input.Kernel.TryGetValue(member.Candidate.EndPoint, out var kernel);
        var drained = !inKernel || (kernel.Weight == 0 && kernel.Connections == 0);
        if ((member.LeavingSince is not null && drained) || input.Now - since >= input.DrainTimeout)
        {
            return null;
        }

        return Decided(member.Candidate, ServerState.Leaving, "no longer listed; its connections go on", health, input, member) with
        {
            Weight = 0,
            LeavingSince = since,
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

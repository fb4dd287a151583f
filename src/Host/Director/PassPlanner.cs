using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>Makes the plan of one pass of one virtual service and its twins: one rule after the other. Pure.</summary>
internal sealed class PassPlanner(ServiceDefinition definition)
{
    /// <summary>What a pass goes by.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="members">The servers of the pass before it, without fallback servers.</param>
    /// <param name="health">What is known of those and of the listed ones.</param>
    /// <param name="orders">What operators asked for.</param>
    /// <param name="now">The time, on the clock that goes on evenly.</param>
    /// <param name="wallClock">The time of day.</param>
    public PlanInput Input(
        PassFacts facts,
        IReadOnlyList<Member> members,
        IReadOnlyDictionary<IPEndPoint, ServerHealth> health,
        OperatorOrders orders,
        TimeSpan now,
        DateTimeOffset wallClock) => new()
        {
            Listing = facts.Listing,
            Members = members,
            Health = endPoint => health[endPoint],
            HasChecks = definition.Checks.Count > 0,
            Kernel = facts.Table.ByEndPoint(),
            Weights = definition.Weights,
            Orders = orders,
            OnFailure = definition.OnFailure,
            DrainTimeout = definition.DrainTimeout,
            DoubtTimeout = definition.DoubtTimeout,
            Now = now,
            WallClock = wallClock,
        };

    /// <summary>Decides.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="input">What is decided by about single servers.</param>
    /// <param name="former">Those that were fallback servers at the pass before, or are now and were in the table.</param>
    /// <param name="wasSettled">Whether the first synchronisation is done.</param>
    /// <param name="wasQuorumDown">Whether the quorum was down; null when that was never known.</param>
    public PassPlan Plan(PassFacts facts, PlanInput input, IReadOnlyList<Member> former, bool wasSettled, bool? wasQuorumDown)
    {
        var planned = SlowStartRule.Apply(
            FlapRule.Apply(Planner.Plan(input), input.Members, definition.Flaps, input.Now), input, definition.SlowStart, wasSettled);
        var isKnown = facts.Sources.All(source => source.WasAsked)
            && planned.Where(member => IsLookedAt(member, facts.Listing)).All(member => input.Health(member.Candidate.EndPoint).WasChecked);
        var isSettled = isKnown || wasSettled;
        var quorum = definition.Quorum;
        var isQuorumDown = quorum is not null && isSettled ? QuorumRule.IsDown(planned, quorum, wasQuorumDown) : wasQuorumDown;
        var members = FallbackRule.Apply(
            isQuorumDown == true && quorum is not null ? QuorumRule.Apply(planned, quorum) : planned, facts.Fallback, former, isSettled, input);
        var wanted = WantedDestinations(members, input.Now);
        return new PassPlan
        {
            Members = members,
            Wanted = wanted,
            Changes = [.. definition.Services.Zip(facts.Tables).SelectMany(pair => ChangesOf(pair.First, wanted, pair.Second))],
            IsKnown = isKnown,
            IsQuorumDown = isQuorumDown,
            QuorumReason = quorum is null
                ? null
                : $"the weights of fit real servers add up to {QuorumRule.Sum(planned)} of {quorum.Quorum}",
        };
    }

    private IReadOnlyList<TableChange> ChangesOf(VirtualService service, IReadOnlyList<Destination> wanted, KernelTable table) =>
        TableDiff.Compute(
            service,
            definition.In(service, wanted),
            table.Service,
            [.. table.Destinations.Select(state => state.Destination)]);

    // What the first synchronisation waits for: those that are listed, and in their place, where they cannot be, those that are held.
    private static bool IsLookedAt(Member member, Listing listing) =>
        member.State != ServerState.Leaving
        && (!member.IsHeld || (listing.CannotBeKnown && !member.Candidate.IsNameless));

    private Destination[] WantedDestinations(IReadOnlyList<Member> members, TimeSpan now) =>
        [.. members.Where(member => member.Weight is not null).Select(member => definition.Destinations.Of(
            member, definition.SlowStart?.KernelWeight(member, now) ?? member.Weight!.Value))];
}

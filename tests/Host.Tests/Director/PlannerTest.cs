using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>What the tests of the planner share: what checks and the kernel say, and the time.</summary>
public abstract class PlannerTest
{
    private protected Dictionary<IPEndPoint, ServerHealth> Health { get; } = [];

    private protected Dictionary<IPEndPoint, (int Weight, long Connections)> Kernel { get; } = [];

    private protected TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

    private protected bool HasChecks { get; set; } = true;

    private protected bool IsComplete { get; set; } = true;

    private protected bool CannotBeKnown { get; set; }

    private protected bool IsPartial { get; set; }

    private protected OperatorOrders Orders { get; set; } = OperatorOrders.None;

    private protected FailureAction OnFailure { get; set; }

    private protected static Member HeldMember(int number, int? weight) =>
        Make.Member(number) with { State = ServerState.Held, Weight = weight, IsHeld = true, HeldWeight = weight };

    private protected void Say(int number, HealthStatus status) => Health[Make.EndPoint(number)] = Make.Health(status);

    private protected IReadOnlyList<Member> Plan(IReadOnlyList<Candidate> candidates, params Member[] members) =>
        Planner.Plan(Input(candidates, members));

    private protected PlanInput Input(IReadOnlyList<Candidate> candidates, params Member[] members) => new()
    {
        Listing = new Listing
        {
            Candidates = candidates,
            IsComplete = IsComplete,
            CannotBeKnown = CannotBeKnown,
            IsPartial = IsPartial,
            IsOpen = _ => !IsComplete,
        },
        Members = members,
        Health = endPoint => Health[endPoint],
        HasChecks = HasChecks,
        Kernel = Kernel,
        Weights = new WeightRules(),
        Orders = Orders,
        OnFailure = OnFailure,
        DrainTimeout = TimeSpan.FromSeconds(60),
        DoubtTimeout = TimeSpan.FromSeconds(15),
        Now = Now,
        WallClock = DateTimeOffset.UtcNow,
    };
}

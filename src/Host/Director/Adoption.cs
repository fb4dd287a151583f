using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>
/// What is known at the start: what was known before a change of parameters, what the kernel's table holds, and what was remembered of
/// an earlier host. All of it is held until the sources speak. Pure.
/// </summary>
internal static class Adoption
{
    private const string FromTable = "adopted from the kernel's table";

    public static ServiceMemory Adopt(
        ServiceMemory memory,
        IReadOnlyList<RememberedServer> remembered,
        KernelTable kernel,
        IReadOnlyList<CheckRegistration> checks,
        int scale,
        DateTimeOffset now)
    {
        var table = kernel.ByEndPoint();
        var written = remembered.Count > 0 ? remembered.Max(server => server.Scale) : scale;
        var members = new Dictionary<IPEndPoint, Member>();
        foreach (var member in memory.Members)
        {
            members[member.Candidate.EndPoint] = Held(member);
        }

        var names = remembered.ToDictionary(server => server.Candidate.EndPoint);
        foreach (var destination in kernel.Destinations.Select(state => state.Destination))
        {
            var weight = destination.Weight == 0 ? 0 : Math.Max(1, destination.Weight / written);
            members.TryAdd(destination.EndPoint, Adopted(names.GetValueOrDefault(destination.EndPoint), destination, weight, now));
        }

        foreach (var server in remembered.Where(server => server.LeavingSince is null))
        {
            members.TryAdd(server.Candidate.EndPoint, Recalled(server.Candidate, now));
        }

        return memory with { Members = [.. members.Values], Health = Health(memory, table, checks) };
    }

    /// <summary>A member from before, to be held as it was; one that was leaving goes on leaving, and its time runs on.</summary>
    public static Member Held(Member member) => member.State == ServerState.Leaving || member.IsFallback
        ? member
        : member with { IsHeld = true, HeldWeight = WeightToKeep(member) };

    private static Dictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>> Health(
        ServiceMemory memory, IReadOnlyDictionary<IPEndPoint, (int Weight, long Connections)> table, IReadOnlyList<CheckRegistration> checks)
    {
        var health = new Dictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>>(memory.Health);
        foreach (var (endPoint, (weight, _)) in table)
        {
            var known = memory.Health.GetValueOrDefault(endPoint);
            health[endPoint] = checks.ToDictionary(
                check => check.Name,
                check => known?.GetValueOrDefault(check.Name) ?? CheckState.Adopted(weight > 0),
                StringComparer.Ordinal);
        }

        return health;
    }

    private static int? WeightToKeep(Member member) => member switch
    {
        { IsHeld: true } => member.HeldWeight,
        { WeightButForQuorum: { } weight } => weight,
        { State: ServerState.Doubted } => member.WeightWithoutDoubt,
        _ => member.Weight,
    };

    private static Member Adopted(RememberedServer? known, Destination destination, int weight, DateTimeOffset now)
    {
        var isLeaving = known?.LeavingSince is not null && weight == 0;
        return new Member
        {
            Candidate = known?.Candidate ?? DestinationRules.Adopted(destination),
            State = isLeaving ? ServerState.Leaving : ServerState.Held,
            Reason = FromTable,
            Weight = weight,
            IsHeld = !isLeaving,
            HeldWeight = isLeaving ? null : weight,
            LeavingSince = isLeaving ? known!.LeavingSince : null,
            Since = now,
        };
    }

    private static Member Recalled(Candidate candidate, DateTimeOffset now) => new()
    {
        Candidate = candidate,
        State = ServerState.Unknown,
        Reason = "of the last list that was known",
        IsHeld = true,
        Since = now,
    };
}

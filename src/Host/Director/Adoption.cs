using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>
/// What is known at the start: what was remembered from before a change of parameters, and for the rest what the kernel's
/// table says. Servers in the table keep their place until a check says otherwise. Pure.
/// </summary>
internal static class Adoption
{
    public static ServiceMemory Adopt(
        ServiceMemory memory, KernelTable kernel, IReadOnlyList<CheckRegistration> checks, DateTimeOffset now)
    {
        var remembered = memory.Members.Select(member => member.Candidate.EndPoint).ToHashSet();
        var table = kernel.ByEndPoint();
        var health = new Dictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>>(memory.Health);
        foreach (var (endPoint, (weight, _)) in table)
        {
            var known = memory.Health.GetValueOrDefault(endPoint);
            health[endPoint] = checks.ToDictionary(
                check => check.Name,
                check => known?.GetValueOrDefault(check.Name) ?? CheckState.Adopted(weight > 0),
                StringComparer.Ordinal);
        }

        return new ServiceMemory
        {
            Members =
            [
                .. memory.Members,
                .. table.Where(entry => !remembered.Contains(entry.Key)).Select(entry => Adopted(entry.Key, entry.Value.Weight, now)),
            ],
            Health = health,
        };
    }

    private static Member Adopted(IPEndPoint endPoint, int weight, DateTimeOffset now) => new()
    {
        Candidate = Candidate.Unlisted(endPoint),
        State = weight > 0 ? ServerState.Up : ServerState.Draining,
        Reason = "adopted from the kernel's table",
        Weight = weight,
        Since = now,
    };
}

using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>Finds what a pass shows to be wrong.</summary>
internal static class PassProblems
{
    /// <summary>In words, each with what it is about, so that it is known for how long it has been so.</summary>
    public static IReadOnlyList<(string Key, string What)> Of(
        PassFacts facts,
        PassPlan plan,
        IReadOnlyDictionary<IPEndPoint, ServerHealth> health,
        IReadOnlyList<(TableChange Change, string Problem)> refused,
        bool isReady)
    {
        var members = plan.Members;
        var problems = new List<(string Key, string What)>();
        foreach (var (change, problem) in refused)
        {
            problems.Add(($"refused {change.Kind} {change.Destination?.EndPoint}", $"the kernel refuses to {change}: {problem}"));
        }

        foreach (var source in facts.Sources)
        {
            if (source.Problem is not null)
            {
                problems.Add(($"source {source.Name}", $"source {source.Name}: {source.Problem}; its last list stays"));
            }

            if (source.Degraded is not null)
            {
                problems.Add(($"degraded {source.Name}", $"source {source.Name}: {source.Degraded}"));
            }

            problems.AddRange(source.Unresolved.Select(host => ($"host {host.Key}", $"{host.Key} is left out: {host.Value}")));
            problems.AddRange(source.Kept.Select(host => ($"address {host.Key}", $"{host.Key} keeps its last address: {host.Value}")));
        }

        if (facts.Listing.CannotBeKnown && members.Any(member => member.IsHeld))
        {
            problems.Add(("held", "no source can say which real servers there are; those of the last list stay"));
        }

        if (members.Any(DoubtRule.Keeps))
        {
            problems.Add(("doubt", "every real server that is left is in doubt, so all of these keep their weight"));
        }

        var stead = members.FirstOrDefault(member => member.State == ServerState.Fallback) is { } fallback
            ? $"; {fallback.Candidate.Host} serves in their place"
            : "";
        if (plan.IsQuorumDown == true && plan.QuorumReason is { } reason)
        {
            problems.Add(("quorum", $"the quorum is down: {reason}{stead}"));
        }
        else if (isReady && !members.Any(member => member.Weight > 0 && !member.IsFallback))
        {
            var count = members.Count(member => !member.IsFallback);
            problems.Add(("empty", (count == 0
                ? "no real server is left: none is listed"
                : $"no real server is left: of {count} listed, none is fit with a weight above 0") + stead));
        }

        foreach (var member in members)
        {
            problems.AddRange((health.GetValueOrDefault(member.Candidate.EndPoint)?.CannotTell ?? []).Select(words =>
                ($"check {member.Candidate.EndPoint} {words.Split(':')[0]}", $"{member.Candidate.Host}: check {words}")));
        }

        return problems;
    }
}

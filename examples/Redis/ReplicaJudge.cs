using System.Globalization;
using LvsPluggable;

namespace Redis;

/// <summary>What the answer to INFO (https://redis.io/docs/latest/commands/info/) says of a replica.</summary>
internal static class ReplicaJudge
{
    /// <summary>Judges.</summary>
    /// <param name="facts">The fields of the answer.</param>
    /// <param name="maximumSilence">How long it may hear nothing of its primary.</param>
    public static HealthResult Judge(IReadOnlyDictionary<string, string> facts, TimeSpan maximumSilence)
    {
        if (facts.GetValueOrDefault("role") != "slave")
        {
            return HealthResult.Unhealthy($"is no replica, but {facts.GetValueOrDefault("role", "of no role")}");
        }

        // Both answer questions with errors.
        if (facts.GetValueOrDefault("loading") == "1" || facts.GetValueOrDefault("master_sync_in_progress") == "1")
        {
            return HealthResult.Drain("takes in its data");
        }

        var isLinked = facts.GetValueOrDefault("master_link_status") == "up";
        var silence = Seconds(facts, isLinked ? "master_last_io_seconds_ago" : "master_link_down_since_seconds");
        var said = isLinked ? $"heard of its primary {silence} s ago" : $"has had no link to its primary {(silence < 0 ? "yet" : $"for {silence} s")}";
        // A doubt: when all are in it, as without a primary, the host lets them go on.
        return silence >= 0 && silence <= maximumSilence.TotalSeconds ? HealthResult.Healthy(said) : HealthResult.Failing(said);
    }

    private static long Seconds(IReadOnlyDictionary<string, string> facts, string name) =>
        long.TryParse(facts.GetValueOrDefault(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds : -1;
}

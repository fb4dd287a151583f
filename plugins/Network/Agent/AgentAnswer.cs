using System.Globalization;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Agent;

/// <summary>
/// Reads what an agent says (HAProxy's configuration manual, <c>agent-check</c>). An answer stands by itself: the strongest word counts,
/// and a percentage goes with it.
/// </summary>
internal static class AgentAnswer
{
    private static readonly char[] Separators = [' ', '\t', ',', '\r'];

    /// <summary>What a line says of the server.</summary>
    /// <exception cref="WrongAnswerException">It says nothing that an agent says.</exception>
    public static HealthResult Read(string line)
    {
        var mark = line.IndexOf('#', StringComparison.Ordinal);
        var words = (mark < 0 ? line : line[..mark]).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var status = HealthStatus.Unknown;
        int? percent = null;
        foreach (var word in words)
        {
            if (PercentOf(word) is { } number)
            {
                percent = number;
                status = Stronger(status, number == 0 ? HealthStatus.Drain : HealthStatus.Healthy);
            }
            else
            {
                status = Stronger(status, StatusOf(word));
            }
        }

        var said = $"the agent says {Quoted.Of(line)}";
        return status switch
        {
            HealthStatus.Unhealthy => HealthResult.Unhealthy(said),
            HealthStatus.Drain => HealthResult.Drain(said),
            HealthStatus.Healthy => HealthResult.Healthy(said) with { WeightPercent = percent },
            _ => throw new WrongAnswerException($"{said}, which is none of up, ready, down, failed, stopped, drain, maint and a percentage"),
        };
    }

    private static HealthStatus StatusOf(string word) => word.ToUpperInvariant() switch
    {
        "UP" or "READY" => HealthStatus.Healthy,
        "DRAIN" or "MAINT" => HealthStatus.Drain,
        "DOWN" or "FAILED" or "STOPPED" => HealthStatus.Unhealthy,

        // max_connections is the limit, not this; an agent that says nothing else finds nothing wrong.
        var other when other.StartsWith("MAXCONN:", StringComparison.Ordinal) => HealthStatus.Healthy,
        _ => HealthStatus.Unknown,
    };

    // More than all of the weight is all of it.
    private static int? PercentOf(string word) =>
        word.EndsWith('%') && uint.TryParse(word.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (int)Math.Min(number, 100)
            : null;

    private static HealthStatus Stronger(HealthStatus one, HealthStatus other) => one > other ? one : other;
}

using System.Globalization;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Trial;

namespace LvsPluggable.Host.Cli;

/// <summary>Writes what <c>lvsdr try</c> finds.</summary>
internal static class TrialText
{
    /// <summary>A call on one line.</summary>
    public static string Line(TrialCall call, Style style)
    {
        var result = call.Grade switch
        {
            TrialGrade.Good => style.Good(call.Result),
            TrialGrade.Doubtful => style.Doubtful(call.Result),
            _ => style.Bad(call.Result),
        };
        var time = call.Ended.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return $"{time} {Took(call.Took),8}  {call.Subject}{(call.IsWoken ? " (woken)" : "")}: {result}{(call.Reason.Length == 0 ? "" : $": {call.Reason}")}";
    }

    /// <summary>A sentence for each source that gives no list, and each check that does not find its server fit.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<TrialCall> last, ServiceDefinition definition)
    {
        foreach (var call in last.Where(call => call.Grade == TrialGrade.Bad))
        {
            yield return $"{char.ToUpperInvariant(call.Subject[0])}{call.Subject[1..]}: {call.Result}{(call.Reason.Length == 0 ? "" : $": {call.Reason.TrimEnd('.')}")}.";
        }

        if (last.Count < definition.Sources.Count)
        {
            yield return "Not every source was asked.";
        }

        if (definition.Checks.Count > 0 && !last.Any(call => call.Subject.StartsWith("check ", StringComparison.Ordinal)))
        {
            yield return $"No check was made, as no real server is known; {HostParameters.WeightOfRealServers.Name}=\"node1 node2\" would name some.";
        }
    }

    private static string Took(TimeSpan took) => took.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:0.#} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.#} s");
}

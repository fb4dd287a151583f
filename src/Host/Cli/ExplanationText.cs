using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Cli;

/// <summary>Writes for people why a real server was what it was.</summary>
internal static class ExplanationText
{
    public static IEnumerable<string> Lines(string instance, Explanation server, DateTimeOffset at, Style style, TimeProvider time)
    {
        var name = server.Host == server.Server ? server.Server : $"{server.Host} ({server.Server})";
        yield return $"{style.Strong(instance)}: {style.Strong(name)} of {server.Service} at {Moment.Show(at, time)}";
        foreach (var line in State(server, time).Select(line => $"  {line}"))
        {
            yield return line;
        }

        if (server.Around.Count > 0)
        {
            yield return "  around it:";
            foreach (var line in HistoryText.Rows(server.Around, 4, style, time))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> State(Explanation server, TimeProvider time)
    {
        if (server.HostEvent is { Event: NoticeKind.Stop } stop)
        {
            yield return $"lvsdr was stopped, since {Moment.Show(stop.Time, time)}: the virtual service was out of the kernel's table, and the server with it";
            yield break;
        }

        if (server.HostEvent is { Event: NoticeKind.Standby } standby)
        {
            yield return $"lvsdr stood by here, since {Moment.Show(standby.Time, time)}: another node had the virtual service";
            yield break;
        }

        if (server.Last is not { } last)
        {
            yield return "not known: the history mentions it later only";
            yield break;
        }

        if (server.IsForgotten)
        {
            yield return $"not in the table: lvsdr was started at {Moment.Show(server.HostEvent!.Time, time)}, and nothing was said of the server since";
            yield break;
        }

        if (server.HostEvent is { Event: NoticeKind.Launch or NoticeKind.Handover } gap && gap.Time >= last.Time)
        {
            yield return $"a host was being put over the table that there was, from {Moment.Show(gap.Time, time)} on; before that:";
        }

        var weight = last.Weight is { } number ? $"in the table with weight {number}" : "not in the table";
        yield return server.Since is { } since
            ? $"{since.New}, {weight}, since {Moment.Show(since.Time, time)} (before: {since.Old})"
            : $"{weight}; since when is not kept";
        var cause = server.Since ?? last;
        yield return $"why: {cause.Reason}";
        foreach (var said in HistoryText.Said(cause))
        {
            yield return $"then said: {said}";
        }

        yield return $"connections: {Effect(cause, server.WeightBefore)}";
        if (last != cause)
        {
            yield return $"last: {HistoryText.What(last)} at {Moment.Show(last.Time, time)}: {last.Reason}";
        }
    }

    // In words that say what the kernel does with such a change.
    private static string Effect(Notice change, int? before)
    {
        var had = $"{change.ActiveConnections ?? 0} active, {change.InactiveConnections ?? 0} inactive";
        return change switch
        {
            { ActiveConnections: null, Weight: > 0 } => "it was not in the table before, and gets new ones from then on",
            { ActiveConnections: null } => "it was not in the table, so it had none",
            { Weight: null } => $"removed from the table, which ends those that it had: {had}",
            { Weight: 0 } => $"no new ones; those that it had went on: {had}",
            _ when before == 0 => $"new ones again; it had {had}",
            _ => $"new ones as its weight says; it had {had}",
        };
    }
}

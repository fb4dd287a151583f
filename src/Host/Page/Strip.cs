using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Page;

/// <summary>What a real server of a virtual service was in the last hours, as the history tells. Pure.</summary>
/// <param name="Service">The virtual service.</param>
/// <param name="Server">Address and port.</param>
/// <param name="Changes">From when on it was in which state; empty where nobody knew or nobody directed.</param>
internal sealed record Strip(string Service, string Server, IReadOnlyList<(DateTimeOffset At, string State)> Changes)
{
    /// <summary>The strips of all servers that are mentioned.</summary>
    /// <param name="history">What happened, the oldest first.</param>
    /// <param name="from">From when on; what a server was then is the first that is said.</param>
    public static IReadOnlyList<Strip> Of(IEnumerable<Notice> history, DateTimeOffset from)
    {
        var strips = new Dictionary<(string, string), List<(DateTimeOffset At, string State)>>();
        foreach (var notice in history)
        {
            if (notice is { Service: { } service, Server: { } server, New: { } state } && notice.Event != NoticeKind.Weight)
            {
                Add(strips.TryGetValue((service, server), out var known) ? known : strips[(service, server)] = [], notice.Time, state, from);
            }
            else if (notice.Event == NoticeKind.Stop)
            {
                foreach (var strip in strips.Values)
                {
                    Add(strip, notice.Time, "", from);
                }
            }
        }

        return [.. strips.Select(strip => new Strip(strip.Key.Item1, strip.Key.Item2, strip.Value))];
    }

    private static void Add(List<(DateTimeOffset At, string State)> changes, DateTimeOffset at, string state, DateTimeOffset from)
    {
        if (changes.Count > 0 && changes[^1].State == state)
        {
            return;
        }

        // Of what was before, the last alone counts.
        if (at <= from && changes.Count > 0)
        {
            changes.Clear();
        }

        changes.Add((at < from ? from : at, state));
    }
}

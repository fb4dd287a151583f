using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.History;

/// <summary>Why a real server of a virtual service was what it was at a moment, as its history tells.</summary>
internal sealed record Explanation
{
    public required string Service { get; init; }

    /// <summary>Address and port.</summary>
    public required string Server { get; init; }

    public required string Host { get; init; }

    /// <summary>The last event about it until then; null when it was never mentioned before.</summary>
    public Notice? Last { get; init; }

    /// <summary>The event that gave it the state that it had; null when none is kept.</summary>
    public Notice? Since { get; init; }

    /// <summary>The weight that it had before that event; null when it was out of the table, or that is not known.</summary>
    public int? WeightBefore { get; init; }

    /// <summary>The last event about the host's own life until then; null when none is kept.</summary>
    public Notice? HostEvent { get; init; }

    /// <summary>Whether the host has begun anew, with an empty table, after the last event about the server.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>What happened around that moment to the server, and to what is no server's alone.</summary>
    public IReadOnlyList<Notice> Around { get; init; } = [];

    /// <summary>Explains each server that a text means, in each virtual service.</summary>
    /// <param name="history">All that is kept, the oldest first.</param>
    /// <param name="text">A name or an address, either with a port or without.</param>
    /// <param name="at">The moment.</param>
    /// <param name="around">How far what happened around it reaches, either way.</param>
    public static IReadOnlyList<Explanation> Of(IReadOnlyList<Notice> history, string text, DateTimeOffset at, TimeSpan around)
    {
        var until = history.Where(notice => notice.Time <= at).ToList();
        var life = until.FindLast(IsLife);
        return
        [
            .. history.Where(notice => notice is { Service: not null, Server: not null } && ServerName.Means(text, notice))
                .GroupBy(notice => (notice.Service!, notice.Server!))
                .Select(about => Of(about.Key, [.. about], until, at) with
                {
                    HostEvent = life,
                    Around = [.. history.Where(notice => (notice.Time - at).Duration() <= around && IsAbout(notice, about.Key))],
                }),
        ];
    }

    private static Explanation Of((string Service, string Server) key, IReadOnlyList<Notice> about, List<Notice> until, DateTimeOffset at)
    {
        var own = about.Where(notice => notice.Time <= at).ToList();
        var changed = own.FindLastIndex(notice => notice.Event != NoticeKind.Weight && notice.Old != notice.New);
        return new Explanation
        {
            Service = key.Service,
            Server = key.Server,
            Host = (own.Count > 0 ? own[^1] : about[0]).Host ?? key.Server,
            Last = own.Count > 0 ? own[^1] : null,
            Since = changed < 0 ? null : own[changed],
            WeightBefore = changed > 0 ? own[changed - 1].Weight : null,
            IsForgotten = own.Count > 0 && IsForgottenAfter(own[^1], until),
        };
    }

    // A start says at its end that it found no table; what it has to do with is said between its launch and that.
    private static bool IsForgottenAfter(Notice last, List<Notice> until)
    {
        var start = until.FindLastIndex(notice => notice.Event == NoticeKind.Start);
        var launch = start < 0 ? -1 : until.FindLastIndex(start, notice => notice.Event == NoticeKind.Launch);
        return launch >= 0 && until.LastIndexOf(last) < launch;
    }

    private static bool IsLife(Notice notice) => notice.Event is
        NoticeKind.Launch or NoticeKind.Start or NoticeKind.Takeover or NoticeKind.Handover or NoticeKind.Standby
        or NoticeKind.Stop;

    private static bool IsAbout(Notice notice, (string Service, string Server) key) =>
        (notice.Service is null || notice.Service == key.Service) && (notice.Server is null || notice.Server == key.Server);
}

using LvsPluggable.Host.Notices;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>Writes events for people.</summary>
internal static class HistoryText
{
    /// <summary>What an event is, in a few words.</summary>
    public static string What(Notice notice) => Change(notice) is { } change ? $"{NoticeLog.Word(notice.Event)} {change}" : NoticeLog.Word(notice.Event);

    /// <summary>What something was before, and is from then on; null of an event that changes nothing.</summary>
    public static string? Change(Notice notice) => notice is { Old: { } old, New: { } now } ? $"{old} -> {now}" : null;

    /// <summary>What sources and checks said then.</summary>
    public static IEnumerable<string> Said(Notice notice) =>
        (notice.Sources ?? []).Select(said => $"source {said}").Concat((notice.Checks ?? []).Select(said => $"check {said}"));

    /// <summary>A row for each event.</summary>
    public static IEnumerable<string> Rows(IReadOnlyList<Notice> notices, int indent, Style style, TimeProvider time)
    {
        if (notices.Count == 0)
        {
            return [];
        }

        // Most instances have one service.
        var hasServices = notices.Select(notice => notice.Service).OfType<string>().Distinct(StringComparer.Ordinal).Skip(1).Any();
        var rows = notices.Select(notice => Row(notice, hasServices, time))
            .Prepend(["TIME", "EVENT", .. Services(hasServices, "SERVICE"), "SERVER", "CHANGE", "WEIGHT", "CONNECTIONS", "WHY"]).ToList();
        return Columns.Format(rows, indent, (row, column, text) => row == 0 || column != 1 ? text : Paint(notices[row - 1].Event, text, style));
    }

    private static IEnumerable<string> Services(bool areShown, string text) => areShown ? [text] : [];

    private static IReadOnlyList<string> Row(Notice notice, bool hasServices, TimeProvider time) =>
    [
        Moment.Show(notice.Time, time),
        NoticeLog.Word(notice.Event),
        .. Services(hasServices, OneLine.Of(notice.Service ?? "-")),
        notice.Server is null ? notice.Host ?? "-" : OneLine.Of(NoticeLog.Server(notice)),
        OneLine.Of(Change(notice) ?? "-"),
        notice.Weight is { } weight ? $"{weight}" : "-",
        notice.ActiveConnections is { } active ? $"{active}+{notice.InactiveConnections}" : "-",
        OneLine.Of(notice.Reason),
    ];

    private static string Paint(NoticeKind kind, string text, Style style) => kind switch
    {
        NoticeKind.Up or NoticeKind.Recovered or NoticeKind.Solved => style.Good(text),
        NoticeKind.Down or NoticeKind.Restart or NoticeKind.Refused => style.Bad(text),
        NoticeKind.Doubted or NoticeKind.Draining or NoticeKind.Degraded or NoticeKind.Problem or NoticeKind.Quorum => style.Doubtful(text),
        _ => text,
    };
}

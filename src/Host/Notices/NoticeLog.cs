using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Notices;

/// <summary>Writes events in the log, each with the identifier that it has elsewhere.</summary>
internal static class NoticeLog
{
    /// <summary>The identifier of a kind of event, as the log carries it.</summary>
    public static EventId Id(NoticeKind kind) => new((int)kind + 1, Word(kind));

    /// <summary>The identifier of a kind of event.</summary>
    public static string Word(NoticeKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>How much attention it deserves.</summary>
    public static LogLevel Level(NoticeKind kind) => kind switch
    {
        NoticeKind.Refused => LogLevel.Error,
        NoticeKind.Down or NoticeKind.Doubted or NoticeKind.Draining or NoticeKind.Quorum or NoticeKind.Degraded or NoticeKind.Restart
            or NoticeKind.Order => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    /// <summary>Writes a line. Where an event arises the log has a line for each problem of its own; those are left out here.</summary>
    public static void Write(ILogger log, Notice notice)
    {
        var (level, id) = (Level(notice.Event), Id(notice.Event));
        switch (notice)
        {
            // Its first check is about to say more.
            case { Event: NoticeKind.State, Old: "new", New: "unknown" }:
            case { Event: NoticeKind.Problem or NoticeKind.Solved }:
                break;
            case { Event: NoticeKind.Weight }:
                log.Log(level, id, "{Server:l}: weight {Old:l} -> {New:l}: {Reason:l}", Server(notice), notice.Old, notice.New, notice.Reason);
                break;
            case { Event: NoticeKind.Order }:
                log.Log(level, id, "{Reason:l}", notice.Reason);
                break;
            case { Server: not null } when notice.Old == notice.New:
                log.Log(level, id, "{Server:l}: {What:l}: {Reason:l}", Server(notice), Unchanged(notice), notice.Reason);
                break;
            case { Server: not null }:
                log.Log(level, id, "{Server:l}: {Old:l} -> {New:l}: {Reason:l}", Server(notice), notice.Old, notice.New, notice.Reason);
                break;
            case { Event: NoticeKind.Quorum }:
                log.Log(level, id, "The quorum of {Service:l} is {New:l}: {Reason:l}", notice.Service, notice.New, notice.Reason);
                break;
            case { Reason.Length: 0 }:
                log.Log(level, id, "{What:l}", What(notice.Event));
                break;
            default:
                log.Log(level, id, "{What:l}: {Reason:l}", What(notice.Event), notice.Reason);
                break;
        }
    }

    private static string What(NoticeKind kind) => kind switch
    {
        NoticeKind.Degraded => "Degraded",
        NoticeKind.Recovered => "Everything is as it should be again",
        NoticeKind.Start => "Running",
        NoticeKind.Takeover => "Running, over the table that another host left",
        NoticeKind.Stop => "Stopped",
        NoticeKind.Launch => "Launched",
        NoticeKind.Restart => "Started anew",
        NoticeKind.Standby => "In standby; the kernel has nothing of it",
        NoticeKind.Handover => "Ending, as another host is to take over",
        NoticeKind.Parameters => "Changed parameters are in force",
        NoticeKind.Refused => "Parameters are refused",
        _ => Word(kind),
    };

    // Of a server whose state is the same something else has changed.
    private static string Unchanged(Notice notice) => notice.Event == NoticeKind.Drained
        ? "drained"
        : $"{notice.New}, {(notice.Weight is { } weight ? $"weight {weight}" : "out of the table")}";

    /// <summary>The real server that it is about, with the host that its source names where that is no part of it.</summary>
    public static string Server(Notice notice) =>
        notice.Host is null || notice.Server!.StartsWith(notice.Host, StringComparison.Ordinal) || notice.Server.StartsWith($"[{notice.Host}]", StringComparison.Ordinal)
            ? notice.Server!
            : $"{notice.Server} ({notice.Host})";
}

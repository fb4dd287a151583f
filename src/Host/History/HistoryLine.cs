using System.Text.Json;
using LvsPluggable.Host.Notices;
using LvsPluggable.Text;

namespace LvsPluggable.Host.History;

/// <summary>One event as one line of a history, the JSON that programs of the user are told it in. Pure.</summary>
internal static class HistoryLine
{
    // More sources and checks than anybody has; a plugin may make more.
    private const int MostWords = 50;

    /// <summary>The line, without its end; control characters of others' texts are out of it.</summary>
    public static string Write(Notice notice) => JsonSerializer.Serialize(Clean(notice), NoticeJson.Default.Notice);

    /// <summary>The event; null where the line is none, as it was torn, or is of a kind that this version does not know.</summary>
    public static Notice? Read(string line)
    {
        try
        {
            return line.Length == 0 || JsonSerializer.Deserialize(line, NoticeJson.Default.Notice) is not { } notice ? null : Clean(notice);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Notice Clean(Notice notice) => notice with
    {
        Instance = OneLine.Of(notice.Instance),
        Service = Clean(notice.Service),
        Server = Clean(notice.Server),
        Host = Clean(notice.Host),
        Old = Clean(notice.Old),
        New = Clean(notice.New),
        Reason = OneLine.Of(notice.Reason),
        Checks = Clean(notice.Checks),
        Sources = Clean(notice.Sources),
    };

    private static string? Clean(string? text) => text is null ? null : OneLine.Of(text);

    private static IReadOnlyList<string>? Clean(IReadOnlyList<string>? words) =>
        words is null ? null : [.. words.Take(MostWords).Select(word => OneLine.Of(word))];
}

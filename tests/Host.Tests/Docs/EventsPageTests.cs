using System.Text.RegularExpressions;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Tests.Docs;

/// <summary>docs/events.md against the kinds of events that there are.</summary>
public sealed partial class EventsPageTests
{
    [Fact]
    public void Every_kind_of_event_has_a_row_that_says_how_it_is_logged_and_whether_programs_are_told() => Assert.Equal(
        Enum.GetValues<NoticeKind>().Select(kind => (NoticeLog.Word(kind), Level(kind), NoticeProgram.Tells(kind) ? "yes" : "no")),
        Row().Matches(File.ReadAllText(Repository.PathOf("docs/events.md")))
            .Select(row => (row.Groups["event"].Value, row.Groups["level"].Value, row.Groups["told"].Value)));

    private static string Level(NoticeKind kind) => kind is NoticeKind.Problem or NoticeKind.Solved or NoticeKind.Lost
        ? "-"
        : NoticeLog.Level(kind).ToString().ToLowerInvariant();

    [GeneratedRegex(@"^\| `(?<event>\w+)` \| .* \| (?<level>[a-z-]+) \| (?<told>yes|no) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}

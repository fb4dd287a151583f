using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Tests.History;

public sealed class HistoryTailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-tail-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_gives_what_is_added_and_each_event_once()
    {
        var files = new HistoryFiles(_folder, "lvs");
        files.Append([Event("before")]);
        var tail = new HistoryTail(files);
        Assert.Empty(tail.Read());

        files.Append([Event("one"), Event("two")]);
        Assert.Equal(["one", "two"], tail.Read().Select(notice => notice.Reason));
        Assert.Empty(tail.Read());
    }

    [Fact]
    public void A_new_file_loses_nothing()
    {
        var files = new HistoryFiles(_folder, "lvs", largest: 200);
        var tail = new HistoryTail(files);
        files.Append([Event("one"), Event("two"), Event("three")]);
        Assert.Equal(3, tail.Read().Count);

        files.Append([Event("four")]);

        Assert.Equal(["four"], tail.Read().Select(notice => notice.Reason));
    }

    [Fact]
    public void A_line_that_is_being_written_is_given_when_it_is_whole()
    {
        var files = new HistoryFiles(_folder, "lvs");
        var tail = new HistoryTail(files);
        var line = HistoryLine.Write(Event("one")) + "\n";
        File.WriteAllText(files.Current, line[..20]);
        Assert.Empty(tail.Read());

        File.AppendAllText(files.Current, line[20..]);

        Assert.Equal("one", Assert.Single(tail.Read()).Reason);
    }

    private static Notice Event(string reason) => new() { Event = NoticeKind.Problem, Reason = reason, Time = new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero) };
}

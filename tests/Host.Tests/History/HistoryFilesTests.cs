using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Tests.History;

public sealed class HistoryFilesTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 30, 14, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("lvsdr-history-").FullName, "made-when-needed");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void What_is_appended_is_read_by_another_in_the_order_in_which_it_came()
    {
        New().Append([Event(1), Event(2)]);
        New().Append([Event(3)]);

        Assert.Equal(["1", "2", "3"], Reasons());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Current));
        Assert.Equal(["db"], HistoryFiles.Instances(_folder));
    }

    [Fact]
    public void A_line_that_a_crash_has_torn_is_left_out_and_the_next_one_is_whole()
    {
        New().Append([Event(1), Event(2)]);
        var text = File.ReadAllText(Current);
        File.WriteAllText(Current, text[..^20]);

        New().Append([Event(3)]);

        Assert.Equal(["1", "3"], Reasons());
    }

    [Fact]
    public void Both_files_together_are_bounded_and_the_oldest_goes_first()
    {
        var files = New(largest: 2000);
        for (var number = 1; number <= 200; number++)
        {
            files.Append([Event(number)]);
        }

        var size = Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length);
        Assert.InRange(size, 2000, 2 * 2500);
        var kept = Reasons().Select(int.Parse).ToList();
        Assert.Equal(Enumerable.Range(kept[0], kept.Count), kept);
        Assert.Equal(200, kept[^1]);
        Assert.InRange(kept[0], 100, 199);
    }

    [Fact]
    public void What_is_older_than_twice_the_span_of_a_file_is_gone_once_something_is_written()
    {
        var files = New();
        files.Append([Event(1)]);
        files.Append([Event(2) with { Time = Begin.AddMinutes(1) + HistoryFiles.Span }]);
        Assert.Equal(["1", "2"], Reasons());

        File.SetLastWriteTimeUtc(Current, (Begin.AddMinutes(1) + HistoryFiles.Span).UtcDateTime);
        New().Append([Event(3) with { Time = Begin.AddMinutes(2) + (2 * HistoryFiles.Span) }]);
        Assert.Equal(["2", "3"], Reasons());
    }

    [Fact]
    public void A_former_file_that_nobody_wrote_to_for_so_long_is_removed()
    {
        var files = New();
        files.Append([Event(1)]);
        File.Move(Current, Current + ".1");
        File.SetLastWriteTimeUtc(Current + ".1", Begin.UtcDateTime);

        files.Append([Event(2) with { Time = Begin.AddMinutes(2) + (2 * HistoryFiles.Span) }]);

        Assert.Equal(["2"], Reasons());
    }

    [Fact]
    public void Where_there_is_nothing_there_is_no_history()
    {
        Assert.Empty(New().Read());
        Assert.Empty(HistoryFiles.Instances(_folder));
    }

    private string Current => Path.Combine(_folder, "db.history");

    private HistoryFiles New(long largest = HistoryFiles.Largest) => new(_folder, "db", largest);

    private IEnumerable<string> Reasons() => New().Read().Select(notice => notice.Reason);

    private static Notice Event(int number) => new() { Event = NoticeKind.State, Time = Begin.AddSeconds(number), Reason = $"{number}" };
}

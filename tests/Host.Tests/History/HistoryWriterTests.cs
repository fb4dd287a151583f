using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.History;

public sealed class HistoryWriterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-history-").FullName;
    private readonly RecordingLog _log = new();

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task What_happens_is_on_the_disk_while_the_host_still_runs()
    {
        using var writer = New();
        writer.Take(Event(1));
        await Eventually.EqualAsync("1", Reasons, "the first is written");

        writer.Take(Event(2));
        writer.Take(Event(3));
        await Eventually.EqualAsync("1 2 3", Reasons, "and those that follow");
    }

    [Fact]
    public async Task The_end_writes_what_is_left()
    {
        using (var writer = New())
        {
            for (var number = 1; number <= 5; number++)
            {
                writer.Take(Event(number));
            }
        }

        Assert.Equal("1 2 3 4 5", await Reasons());
    }

    [Fact]
    public async Task A_disk_that_fails_is_said_once_and_what_waits_is_written_when_it_works_again()
    {
        await File.WriteAllTextAsync(Folder, "no folder");
        using (var writer = New())
        {
            writer.Take(Event(1));
            await Eventually.HoldsAsync(() => writer.Problem is not null, "the problem is known");
            Assert.StartsWith("the history is not kept: ", writer.Problem, StringComparison.Ordinal);
            writer.Take(Event(2));
            File.Delete(Folder);
        }

        Assert.Equal("1 2", await Reasons());
        Assert.Single(_log.Lines, line => line.Contains("is not kept", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains("kept again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_more_than_may_wait_the_oldest_are_lost_and_that_is_said_in_their_place()
    {
        await File.WriteAllTextAsync(Folder, "no folder");
        using (var writer = New())
        {
            writer.Take(Event(1));
            await Eventually.HoldsAsync(() => writer.Problem is not null, "the problem is known");
            for (var number = 2; number <= HistoryWriter.MostWaiting + 3; number++)
            {
                writer.Take(Event(number));
            }

            File.Delete(Folder);
        }

        var kept = new HistoryFiles(Folder, "db").Read().ToList();
        Assert.Equal((NoticeKind.Lost, "3 events are not kept: the disk did not take them in time"), (kept[0].Event, kept[0].Reason));
        Assert.Equal("4", kept[1].Reason);
        Assert.Equal(HistoryWriter.MostWaiting + 1, kept.Count);
    }

    [Fact]
    public async Task A_disk_that_hangs_holds_up_nobody_and_is_a_problem_after_a_while()
    {
        var time = new FakeTimeProvider();
        using var hanging = new SemaphoreSlim(0);
        var kept = 0;
        using var writer = new HistoryWriter(
            notices =>
            {
                hanging.Wait();
                Interlocked.Add(ref kept, notices.Count);
            },
            time,
            _log);
        writer.Take(Event(1));
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(11));
                return writer.Problem == "the history is not kept: the disk does not take it";
            },
            "the problem is known");
        writer.Take(Event(2));

        hanging.Release(2);

        await Eventually.HoldsAsync(() => writer.Problem is null && Volatile.Read(ref kept) == 2, "all is kept");
    }

    private string Folder => Path.Combine(_root, "memory");

    private HistoryWriter New() => new(new HistoryFiles(Folder, "db").Append, TimeProvider.System, _log);

    private Task<string> Reasons() => Task.FromResult(string.Join(' ', new HistoryFiles(Folder, "db").Read().Select(notice => notice.Reason)));

    private static Notice Event(int number) => new() { Event = NoticeKind.State, Time = DateTimeOffset.UnixEpoch.AddSeconds(number), Reason = $"{number}" };
}

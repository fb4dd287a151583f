using System.Collections.Concurrent;
using LvsPluggable.Host.Notices;
using LvsPluggable.Plugins.Scripts;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Notices;

public sealed class NotifierTests : IDisposable
{
    private static readonly NoticeSettings Settings = new(ScriptCommand.Parse("told"), User: null);

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly ConcurrentQueue<(Notice Notice, TaskCompletionSource Done)> _running = new();
    private readonly Notifier _notifier;

    public NotifierTests()
    {
        _notifier = new Notifier(_time, _log, RunAsync);
        _notifier.Use(Settings);
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Notices_of_one_server_are_told_one_after_the_other_and_those_of_others_beside_them()
    {
        Take("a", NoticeKind.Up);
        Take("a", NoticeKind.Down);
        Take("b", NoticeKind.Up);
        await HaveBegunAsync(2);
        Assert.Equal(["Up a", "Up b"], Begun().Order(StringComparer.Ordinal));

        End("Up b");
        End("Up a");

        await HaveBegunAsync(3);
        Assert.Equal("Down a", Begun()[2]);
    }

    [Fact]
    public async Task Only_four_run_at_a_time()
    {
        for (var server = 0; server < 10; server++)
        {
            Take($"{server}", NoticeKind.Up);
        }

        await HaveBegunAsync(4);
        for (var ended = 0; ended < 10; ended++)
        {
            Assert.InRange(_running.Count(run => !run.Done.Task.IsCompleted), 1, 4);
            _running.ElementAt(ended).Done.SetResult();
            await HaveBegunAsync(Math.Min(10, 5 + ended));
        }
    }

    [Fact]
    public async Task What_comes_faster_than_it_is_told_is_left_out_the_oldest_first_and_that_is_said()
    {
        Take("a", NoticeKind.Start);
        await HaveBegunAsync(1);
        for (var number = 0; number < 66; number++)
        {
            Take("a", number < 2 ? NoticeKind.Down : NoticeKind.Up);
        }

        for (var begun = 1; begun < 65; begun++)
        {
            End(Begun()[^1]);
            await HaveBegunAsync(begun + 1);
        }

        Assert.DoesNotContain("Down a", Begun());
        Assert.Contains(_log.Lines, line => line.Contains("more than 64 notices wait", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended_after_its_time_and_the_next_notice_is_told()
    {
        Take("a", NoticeKind.Up);
        Take("a", NoticeKind.Down);
        await HaveBegunAsync(1);

        _time.Advance(TimeSpan.FromSeconds(30));

        await HaveBegunAsync(2);
        Assert.Equal("notify: told did not end within 30 s", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task A_program_that_fails_is_said_once_until_it_works_again()
    {
        foreach (var fails in (bool[])[true, true, false, true])
        {
            var before = Begun().Count;
            Take("a", NoticeKind.Up);
            await HaveBegunAsync(before + 1);
            var done = _running.Last().Done;
            if (fails)
            {
                done.SetException(new InvalidOperationException("told ended with exit status 3"));
            }
            else
            {
                done.SetResult();
            }
        }

        await Eventually.HoldsAsync(() => _log.Lines.Count == 2, "two lines");
        Assert.All(_log.Lines, line => Assert.Equal("notify: told ended with exit status 3", line));
    }

    [Fact]
    public async Task Without_a_program_nobody_is_told()
    {
        _notifier.Use(null);
        Take("a", NoticeKind.Up);
        await _notifier.EndAsync(TimeSpan.FromSeconds(1));

        Assert.Empty(_running);
    }

    [Fact]
    public async Task The_end_waits_for_what_is_told_and_ends_what_takes_too_long()
    {
        Take("a", NoticeKind.Stop);
        Take("a", NoticeKind.Stop);
        await HaveBegunAsync(1);
        var ending = _notifier.EndAsync(TimeSpan.FromSeconds(2));
        End("Stop a");
        await HaveBegunAsync(2);
        Assert.False(ending.IsCompleted);

        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(2));
                return ending.IsCompleted;
            },
            "it should not wait for longer");

        await Eventually.HoldsAsync(() => _running.Last().Done.Task.IsCanceled, "what still ran should have been ended");
    }

    private void Take(string server, NoticeKind kind) => _notifier.Take(new Notice { Event = kind, Server = server });

    private List<string> Begun() => [.. _running.Select(run => $"{run.Notice.Event} {run.Notice.Server}")];

    private Task HaveBegunAsync(int count) => Eventually.HoldsAsync(() => _running.Count == count, $"{count} runs should have begun");

    private void End(string run) => _running.Last(one => $"{one.Notice.Event} {one.Notice.Server}" == run).Done.TrySetResult();

    private async Task RunAsync(NoticeSettings settings, Notice notice, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running.Enqueue((notice, done));
        await using var cancelled = cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
        await done.Task;
    }
}

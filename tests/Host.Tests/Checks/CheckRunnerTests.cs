using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Tests.Director;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Checks;

public sealed class CheckRunnerTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly WatchedTime _time = new();

    // Where looks may take longer than check_fast_interval, the next one follows a late one at once; else it begins so long after the
    // beginning of the one before.
    [Theory]
    [InlineData(3000, 500, 2, 2 * 3000)]
    [InlineData(3000, 500, 1, 3000)]
    [InlineData(1000, 500, 5, 5 * 1000)]
    [InlineData(500, 500, 3, 3 * 500)]
    [InlineData(200, 500, 3, (2 * 500) + 200)]
    public async Task A_server_whose_check_never_answers_falls_after_as_many_time_outs_as_fall_says(int timeout, int fast, int fall, int expected)
    {
        var settings = new CheckSettings
        {
            Interval = TimeSpan.FromSeconds(10),
            Timeout = TimeSpan.FromMilliseconds(timeout),
            FastInterval = TimeSpan.FromMilliseconds(fast),
            Fall = fall,
        };
        var answer = Task.FromResult(HealthResult.Healthy());
        var never = new TaskCompletionSource<HealthResult>();
        var began = 0L;
        var fell = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stopping = new CancellationTokenSource();
        CheckRunner? runner = null;
        runner = Runner(settings, () => Volatile.Read(ref answer), () =>
        {
            if (runner!.State.Status == HealthStatus.Unhealthy)
            {
                fell.TrySetResult(_time.GetElapsedTime(began));
            }
        });
        var running = runner.RunAsync(TimeSpan.Zero, stopping.Token);
        await Eventually.HoldsAsync(() => _time.Waiting(settings.Interval) == 1, "it was looked at");
        Assert.Equal(HealthStatus.Healthy, runner.State.Status);

        Volatile.Write(ref answer, never.Task);
        _time.Advance(settings.Interval);
        began = _time.GetTimestamp();
        while (!fell.Task.IsCompleted && _time.GetElapsedTime(began) < TimeSpan.FromMilliseconds(2 * expected))
        {
            var rest = settings.FastInterval - settings.Timeout;
            await Eventually.HoldsAsync(
                () => fell.Task.IsCompleted || _time.Waiting(settings.Timeout) == 1 || (rest > TimeSpan.Zero && _time.Waiting(rest) == 1),
                "a look, or the pause before the next one");
            _time.Advance(Step);
        }

        Assert.True(fell.Task.IsCompleted, "it did not fall");
        Assert.Equal(TimeSpan.FromMilliseconds(expected), await fell.Task);
        Assert.True(runner.State.IsDoubt);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        never.SetResult(HealthResult.Healthy());
    }

    [Fact]
    public async Task A_wake_up_that_brings_other_words_each_time_is_no_news_which_is_said()
    {
        using var log = new RecordingLog();
        using var stopping = new CancellationTokenSource();
        var looks = 0;
        var context = Context(new CheckSettings { Interval = TimeSpan.FromMilliseconds(200) }, () => { }) with { Time = HostTime.Instance, Log = log.CreateLogger("") };
        var running = Runner(new AlwaysReady(() => HealthResult.Healthy($"answered for the {++looks}. time")), context).RunAsync(TimeSpan.Zero, stopping.Token);

        await Eventually.HoldsAsync(() => log.Lines.Any(line => line.Contains("says nothing new", StringComparison.Ordinal)), "it is said");

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(false, ForwardMethod.Tunnel, true)]
    [InlineData(false, ForwardMethod.Nat, false)]
    [InlineData(true, null, false)]
    public async Task Doubt_about_a_server_that_is_asked_from_the_virtual_address_says_so(bool isCertain, ForwardMethod? method, bool isExplained)
    {
        using var stopping = new CancellationTokenSource();
        var settings = new CheckSettings { Interval = TimeSpan.FromSeconds(10), Fall = 1 };
        var result = HealthResult.Failing("no answer") with { IsCertain = isCertain };
        var server = Make.Candidate(1) with { EndPoint = new IPEndPoint(IPAddress.Parse("127.0.0.2"), 5432), ForwardMethod = method };
        var context = Context(settings, () => { }) with { VirtualAddress = IPAddress.Loopback };
        var runner = new CheckRunner(
            new CheckRegistration("check", _ => new Check(() => Task.FromResult(result))), new PluginAccount("check", 1), server, new CheckState(), context);
        var running = runner.RunAsync(TimeSpan.Zero, stopping.Token);

        await Eventually.HoldsAsync(() => runner.State.WasChecked, "it was looked at");

        Assert.StartsWith("no answer", runner.State.Reason, StringComparison.Ordinal);
        Assert.Equal(isExplained, runner.State.Reason.Contains("asked from the virtual address 127.0.0.1", StringComparison.Ordinal));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private CheckRunner Runner(CheckSettings settings, Func<Task<HealthResult>> answer, Action changed) =>
        Runner(new Check(answer), Context(settings, changed));

    private static CheckRunner Runner(IHealthCheck check, CheckContext context) =>
        new(new CheckRegistration("check", _ => check), new PluginAccount("check", 1), Make.Candidate(1), new CheckState(), context);

    private CheckContext Context(CheckSettings settings, Action changed) => new()
    {
        Settings = settings,
        Neighbours = new NoNeighbours(),
        Time = _time,
        Log = NullLogger.Instance,
        Changed = changed,
    };

    private sealed class AlwaysReady(Func<HealthResult> answer) : IHealthCheck, IWakeable
    {
        public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => new(answer());

        public ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Check(Func<Task<HealthResult>> answer) : IHealthCheck
    {
        public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => new(answer());

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class GuardedCallTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task An_answer_is_passed_on()
    {
        var outcome = await Guard(_ => ValueTask.FromResult(7), Long).InvokeAsync(CancellationToken.None);

        Assert.True(outcome.IsAnswer);
        Assert.Equal(7, outcome.Answer);
    }

    [Fact]
    public async Task An_exception_becomes_words()
    {
        var outcome = await Guard(_ => throw new InvalidOperationException("the list is\nlost"), Long).InvokeAsync(CancellationToken.None);

        Assert.False(outcome.IsAnswer);
        Assert.False(outcome.IsLate);
        Assert.Equal("the list is lost", outcome.Problem);
    }

    [Fact]
    public async Task A_call_that_honours_its_token_is_late()
    {
        var outcome = await Guard(Cancelled, Short).InvokeAsync(CancellationToken.None);

        Assert.True(outcome.IsLate);
    }

    [Fact]
    public async Task A_late_call_is_not_started_a_second_time_beside_itself()
    {
        var gate = new TaskCompletionSource<int>();
        var calls = 0;
        var guard = Guard(
            _ =>
            {
                calls++;
                return new ValueTask<int>(gate.Task);
            },
            Short);

        Assert.True((await guard.InvokeAsync(CancellationToken.None)).IsLate);
        Assert.True((await guard.InvokeAsync(CancellationToken.None)).IsLate);
        Assert.Equal(1, calls);

        gate.SetResult(7);
        Assert.Equal(7, (await guard.InvokeAsync(CancellationToken.None)).Answer);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_plugin_that_blocks_its_thread_does_not_block_the_host()
    {
        using var gate = new ManualResetEventSlim();
        var guard = Guard(
            _ =>
            {
                gate.Wait(CancellationToken.None);
                return ValueTask.FromResult(1);
            },
            Short);

        Assert.True((await guard.InvokeAsync(CancellationToken.None)).IsLate);
        gate.Set();
        Assert.True((await guard.InvokeAsync(CancellationToken.None)).IsAnswer);
    }

    [Fact]
    public async Task The_end_of_the_host_is_no_failure_of_the_plugin()
    {
        using var stopping = new CancellationTokenSource();
        var call = Guard(Cancelled, Long).InvokeAsync(stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async ValueTask<int> Cancelled(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    private static GuardedCall<int> Guard(Func<CancellationToken, ValueTask<int>> call, TimeSpan timeout) =>
        new(call, timeout, new PluginAccount("call", 4), TimeProvider.System);

    [Fact]
    public async Task A_callback_that_throws_at_the_deadline_harms_nobody()
    {
        var outcome = await Guard(
            async token =>
            {
                token.Register(() => throw new InvalidOperationException("not to be cancelled"));
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            },
            Short).InvokeAsync(CancellationToken.None);

        Assert.True(outcome.IsLate);
    }

    [Fact]
    public async Task A_callback_that_blocks_at_the_deadline_keeps_nobody_waiting()
    {
        using var gate = new ManualResetEventSlim();
        var never = new TaskCompletionSource<int>();

        var outcome = await Guard(
            token =>
            {
                token.Register(gate.Wait);
                return new(never.Task);
            },
            Short).InvokeAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(outcome.IsLate);
        gate.Set();
        never.SetResult(1);
    }

    [Fact]
    public async Task A_call_that_follows_a_late_one_gets_a_whole_deadline()
    {
        var first = new TaskCompletionSource<int>();
        var second = new TaskCompletionSource<int>();
        var calls = 0;
        var time = new FakeTimeProvider();
        var guard = new GuardedCall<int>(
            _ => new(Interlocked.Increment(ref calls) == 1 ? first.Task : second.Task), Long, new PluginAccount("call", 4), time);
        var late = guard.InvokeAsync(CancellationToken.None);
        time.Advance(Long);
        Assert.True((await late).IsLate);
        var next = guard.InvokeAsync(CancellationToken.None);

        // Most of the next deadline; twice that would be too much if it had begun with the wait.
        time.Advance(Long * 0.7);
        first.SetResult(1);
        await Eventually.HoldsAsync(() => Volatile.Read(ref calls) == 2, "the next call");
        time.Advance(Long * 0.7);
        second.SetResult(2);

        Assert.Equal(2, (await next).Answer);
    }

    [Fact]
    public async Task Time_before_a_call_has_its_place_does_not_count()
    {
        var account = new PluginAccount("calls", places: 1);
        var gate = new TaskCompletionSource<int>();
        var time = new FakeTimeProvider();
        var first = new GuardedCall<int>(_ => new(gate.Task), Long, account, time).InvokeAsync(CancellationToken.None);
        var second = new GuardedCall<int>(_ => new(2), Short, account, time).InvokeAsync(CancellationToken.None);

        time.Advance(Short * 2);
        gate.SetResult(1);

        Assert.Equal(2, (await second).Answer);
        Assert.Equal(1, (await first).Answer);
    }

    [Fact]
    public async Task Calls_that_are_left_behind_take_nobodys_place_and_are_counted_until_they_end()
    {
        using var gate = new ManualResetEventSlim();
        var account = new PluginAccount("calls", places: 2);
        var guards = Enumerable.Range(0, 20).Select(_ => new GuardedCall<int>(
            _ =>
            {
                gate.Wait(CancellationToken.None);
                return new(1);
            },
            Short,
            account,
            TimeProvider.System)).ToList();

        var outcomes = await Task.WhenAll(guards.Select(guard => guard.InvokeAsync(CancellationToken.None)));

        Assert.All(outcomes, outcome => Assert.True(outcome.IsLate));
        Assert.Equal((20, 20, 20), (account.Cost.LeftBehind, account.Cost.Late, account.Cost.Calls));
        gate.Set();
        await Eventually.HoldsAsync(() => account.Cost.LeftBehind == 0, "all have ended");
    }

    [Fact]
    public async Task A_plugin_that_left_too_many_calls_behind_is_not_called_until_some_have_ended()
    {
        var account = new PluginAccount("calls", places: 1);
        var running = new TaskCompletionSource();
        for (var call = 0; call < LeftBehind.Most; call++)
        {
            account.Leftovers.Calls.Add(running.Task, subject: null);
        }

        var guard = new GuardedCall<int>(_ => new(1), Long, account, TimeProvider.System);
        Assert.Contains("still running", (await guard.InvokeAsync(CancellationToken.None)).Problem, StringComparison.Ordinal);

        running.SetResult();
        Assert.True((await guard.InvokeAsync(CancellationToken.None)).IsAnswer);
    }

    [Fact]
    public async Task A_plugin_that_left_two_calls_behind_for_one_server_is_called_for_others_and_for_it_when_one_has_ended()
    {
        var account = new PluginAccount("calls", places: 1);
        TaskCompletionSource first = new(), second = new();
        account.Leftovers.Calls.Add(first.Task, "server 1");
        account.Leftovers.Calls.Add(second.Task, "server 1");

        var guard = new GuardedCall<int>(_ => new(1), Long, account, TimeProvider.System, "server 1");
        Assert.Contains("2 calls of it for this server", (await guard.InvokeAsync(CancellationToken.None)).Problem, StringComparison.Ordinal);
        Assert.True((await new GuardedCall<int>(_ => new(1), Long, account, TimeProvider.System, "server 2").InvokeAsync(CancellationToken.None)).IsAnswer);

        second.SetResult();
        Assert.True((await guard.InvokeAsync(CancellationToken.None)).IsAnswer);
        Assert.Equal(1, account.Cost.LeftBehind);
    }

    [Fact]
    public async Task What_is_known_otherwise_ends_the_wait()
    {
        var never = new TaskCompletionSource<int>();
        var guard = new GuardedCall<int>(
            _ => new(never.Task), Long, new PluginAccount("call", 1), TimeProvider.System, forestall: _ => Task.FromResult("the host is off"));

        var outcome = await guard.InvokeAsync(CancellationToken.None);

        Assert.Equal((true, "the host is off"), (outcome.IsForestalled, outcome.Problem));
        never.SetResult(1);
    }
}

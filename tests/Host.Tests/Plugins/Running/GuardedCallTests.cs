using LvsPluggable.Host.Plugins.Running;

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
        await guard.Idle;
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
        await guard.Idle;
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
        new(call, timeout, TimeProvider.System);
}

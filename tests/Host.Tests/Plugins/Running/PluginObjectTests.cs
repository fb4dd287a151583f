using System.Collections.Concurrent;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class PluginObjectTests
{
    private readonly PluginAccount _account = new("object", 4);

    [Fact]
    public async Task A_factory_that_throws_is_called_again_after_a_pause_and_the_reason_is_told()
    {
        var calls = 0;
        ConcurrentQueue<string> told = [];
        var time = new FakeTimeProvider();
        var began = time.GetTimestamp();
        var creating = new PluginObject<Thing>(
            () => ++calls < 2 ? throw new InvalidOperationException("not today") : new Thing(), _account, time)
            .CreateAsync(told.Enqueue, CancellationToken.None);

        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                return creating.IsCompleted;
            },
            "it is created");

        await creating;
        Assert.Equal(2, calls);
        Assert.Equal("it cannot be created: not today", Assert.Single(told));
        Assert.True(time.GetElapsedTime(began) >= TimeSpan.FromSeconds(1), $"it was called again after {time.GetElapsedTime(began)}");
    }

    [Fact]
    public async Task A_factory_that_throws_again_and_again_is_called_more_and_more_seldom()
    {
        using var stopping = new CancellationTokenSource();
        var time = new WatchedTime();
        var calls = 0;
        var creating = new PluginObject<Thing>(
            () => throw new InvalidOperationException($"not today, for the {++calls}. time"), _account, time).CreateAsync(_ => { }, stopping.Token);

        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            await Eventually.HoldsAsync(() => time.Waiting(TimeSpan.FromSeconds(seconds)) == 1, $"a pause of {seconds} s");
            var before = calls;
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(before, calls);
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Eventually.HoldsAsync(() => calls == before + 1, "the next call");
        }

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
    }

    [Fact]
    public async Task A_factory_that_gives_null_has_created_nothing()
    {
        using var stopping = new CancellationTokenSource();
        var told = new TaskCompletionSource<string>();
        var creating = new PluginObject<Thing>(() => null, _account, TimeProvider.System)
            .CreateAsync(reason => told.TrySetResult(reason), stopping.Token);

        Assert.Contains("null", await told.Task, StringComparison.Ordinal);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
    }

    [Fact]
    public async Task Disposing_that_blocks_is_left_behind_and_counted()
    {
        using var gate = new ManualResetEventSlim();
        var created = new PluginObject<Thing>(() => new Thing { Gate = gate }, _account, TimeProvider.System);
        await created.CreateAsync(_ => { }, CancellationToken.None);

        Assert.NotNull(await created.DisposeAsync());
        Assert.Equal(1, _account.Cost.LeftBehind);

        gate.Set();
        await Eventually.HoldsAsync(() => _account.Cost.LeftBehind == 0, "it has ended");
    }

    [Fact]
    public async Task What_was_never_created_needs_no_disposing() =>
        Assert.Null(await new PluginObject<Thing>(() => new Thing(), _account, TimeProvider.System).DisposeAsync());

    private sealed class Thing : IAsyncDisposable
    {
        public ManualResetEventSlim? Gate { get; init; }

        public ValueTask DisposeAsync()
        {
            Gate?.Wait();
            return ValueTask.CompletedTask;
        }
    }
}

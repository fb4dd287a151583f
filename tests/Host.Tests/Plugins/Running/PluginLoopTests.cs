using System.Threading.Channels;
using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class PluginLoopTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_wake_up_makes_the_next_call_happen_at_once()
    {
        var plugin = new Sleeper();
        await using var running = new Running(plugin);
        await Eventually.HoldsAsync(() => plugin.Calls == 1, "the first call");

        plugin.Wake();

        await Eventually.HoldsAsync(() => plugin.Calls == 2, "the call after the wake-up");
    }

    [Fact]
    public async Task A_plugin_whose_wait_fails_is_called_at_its_interval_only()
    {
        var plugin = new Sleeper { WaitFails = true };
        await using var running = new Running(plugin);
        await Eventually.HoldsAsync(() => plugin.Waits == 1, "the wait");

        Assert.Equal(1, plugin.Calls);
    }

    [Fact]
    public async Task A_plugin_that_wakes_all_the_time_does_not_keep_the_host_busy()
    {
        var plugin = new Sleeper { AlwaysAwake = true };
        var time = new FakeTimeProvider();
        var began = time.GetTimestamp();
        await using var running = new Running(plugin, time: time);
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                return plugin.Calls >= 5;
            },
            "five calls");

        // 50 ms, and twice as long each time.
        Assert.True(time.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(700), $"five calls took {time.GetElapsedTime(began)}");
    }

    [Fact]
    public async Task A_wait_that_ignores_its_token_is_not_started_again_beside_itself()
    {
        var plugin = new Sleeper { IgnoresToken = true };
        await using var running = new Running(plugin, TimeSpan.FromMilliseconds(10));

        await Eventually.HoldsAsync(() => plugin.Calls >= 4, "four calls at the interval");

        Assert.Equal(1, plugin.Waits);
    }

    [Fact]
    public async Task A_wait_that_ignores_its_end_is_counted_when_its_loop_is_over_and_two_of_one_server_are_the_most()
    {
        var account = new PluginAccount("loop", 1);
        for (var time = 1; time <= 3; time++)
        {
            var plugin = new Sleeper { IgnoresToken = true };
            await using (new Running(plugin, TimeSpan.FromMilliseconds(10), account: account))
            {
                await Eventually.HoldsAsync(() => plugin.Calls >= 4, "it is called as often as before");
                Assert.Equal(time <= 2 ? 1 : 0, plugin.Waits);
            }

            await Eventually.HoldsAsync(() => account.Cost.LeftBehind == Math.Min(time, 2), "waits that run on are counted");
        }
    }

    [Fact]
    public async Task A_cancellation_that_blocks_is_counted_and_no_third_wait_is_begun()
    {
        using var never = new ManualResetEventSlim();
        var account = new PluginAccount("loop", 1);
        var blocked = 0;
        var plugin = new Sleeper
        {
            Cancelled = () =>
            {
                Interlocked.Increment(ref blocked);
                never.Wait(CancellationToken.None);
            },
        };
        int waits;
        await using (new Running(plugin, TimeSpan.FromMilliseconds(10), account: account))
        {
            await Eventually.HoldsAsync(() => (Volatile.Read(ref blocked), account.Cost.LeftBehind) == (2, 2), "two are left behind");
            (waits, var calls) = (plugin.Waits, plugin.Calls);
            await Eventually.HoldsAsync(() => plugin.Calls >= calls + 10, "it is called as often as before");
        }

        Assert.Equal((waits, 2), (plugin.Waits, account.Cost.LeftBehind));
        never.Set();
        await Eventually.HoldsAsync(() => account.Cost.LeftBehind == 0, "both have ended");
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly Task _loop;

        public Running(Sleeper plugin, TimeSpan? interval = null, TimeProvider? time = null, PluginAccount? account = null)
        {
            time ??= TimeProvider.System;
            account ??= new PluginAccount("loop", 1);
            var call = new GuardedCall<int>(plugin.Call, Never, account, time);
            var gap = new WakeGap(interval ?? Never, () => { });
            var loop = new PluginLoop<int>(
                call, GuardedWait.For(plugin, account, "server 1"), gap, time, (_, _) => ValueTask.FromResult(new LoopTurn(interval ?? Never, IsChange: false)));
            _loop = loop.RunAsync(TimeSpan.Zero, _stopping.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _loop);
            _stopping.Dispose();
        }
    }

    private sealed class Sleeper : IWakeable
    {
        private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
        private int _calls;
        private int _waits;

        public bool WaitFails { get; init; }

        public bool AlwaysAwake { get; init; }

        public bool IgnoresToken { get; init; }

        /// <summary>Runs when the wait is cancelled, which does not keep the wait itself from ending.</summary>
        public Action? Cancelled { get; init; }

        public int Calls => Volatile.Read(ref _calls);

        public int Waits => Volatile.Read(ref _waits);

        public void Wake() => Assert.True(_changes.Writer.TryWrite(true));

        public ValueTask<int> Call(CancellationToken _) => ValueTask.FromResult(Interlocked.Increment(ref _calls));

        public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _waits);
            if (Cancelled is not null)
            {
                // A wait that begins when its time is over already would run it itself.
                var own = Environment.CurrentManagedThreadId;
                cancellationToken.Register(() => (Environment.CurrentManagedThreadId == own ? () => { } : Cancelled)());
            }

            if (WaitFails)
            {
                throw new IOException("nothing to wait on");
            }

            if (!AlwaysAwake)
            {
                await _changes.Reader.ReadAsync(IgnoresToken ? CancellationToken.None : cancellationToken);
            }
        }
    }
}

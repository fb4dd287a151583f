using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Checks that block the thread that they are called on, one for each of many servers.</summary>
public sealed class BlockedThreadsTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    private readonly WatchedTime _time = new();
    private readonly ManualResetEventSlim _over = new();
    private int _looks;
    private volatile bool _blocks;
    private volatile bool _isSick;

    public void Dispose() => _over.Dispose();

    [Theory]
    [InlineData(40)]
    [InlineData(200)]
    public async Task Keep_one_thread_each_and_hold_up_neither_another_check_nor_the_passes(int count)
    {
        await using var scene = new Scene { Time = _time, Adapt = Adapted };

        // Whatever comes, the scene can end.
        using var over = new Opened(_over);
        scene.Lists([.. Enumerable.Range(1, count)]);
        scene.Start();
        await LookedAsync(count, round: 1, waiting: 2 * count);
        await Eventually.HoldsAsync(() => scene.Kernel.Snapshot().Count() == count, "all are in the table");

        // Of the blocked ones none comes to a pause any more, so those in a pause are the others. Each step is an interval, and brings each
        // of them one look, no later.
        _blocks = true;
        var round = 1;
        while (LeftBehind() < count)
        {
            Assert.InRange(round, 1, 200);
            await StepAsync();
        }

        var reads = scene.Kernel.Reads;
        for (var step = 1; step <= 4; step++)
        {
            await StepAsync();
        }

        Assert.Equal(count, LeftBehind());
        await Eventually.HoldsAsync(() => scene.Kernel.Reads > reads, "a pass at its interval");
        _isSick = true;
        _time.Advance(Interval);
        await Eventually.HoldsAsync(() => !scene.Kernel.Snapshot().Any(), "what the other check says is in the table");

        async Task StepAsync()
        {
            _time.Advance(Interval);
            await LookedAsync(count, ++round, waiting: count);
        }

        int LeftBehind() => scene.Status.Plugins.Sum(cost => cost.LeftBehind);
    }

    private ServiceDefinition Adapted(ServiceDefinition definition) => definition with
    {
        Discovery = definition.Discovery with { Interval = Long, Timeout = Long },

        // What is late counts for nothing, so that each look follows the one before.
        Checking = new CheckSettings { Interval = Interval, Fall = int.MaxValue, Concurrency = 64 },
        SyncInterval = Interval * 2,
        Checks =
        [
            CodedCheck.Of("blocking", "blocks", _ =>
            {
                if (_blocks)
                {
                    _over.Wait();
                }

                return new(HealthResult.Healthy());
            }),
            CodedCheck.Of("other", "looks", _ =>
            {
                Interlocked.Increment(ref _looks);
                return new(_isSick ? HealthResult.Unhealthy("sick") : HealthResult.Healthy());
            }),
        ],
    };

    private Task LookedAsync(int count, int round, int waiting) => Eventually.HoldsAsync(
        () => Volatile.Read(ref _looks) == count * round && _time.Waiting(Interval) == waiting, $"round {round} of the other check");

    private sealed class Opened(ManualResetEventSlim gate) : IDisposable
    {
        public void Dispose() => gate.Set();
    }
}

using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Tests.Threads;

public sealed class OutsideThreadsTests
{
    [Fact]
    public async Task No_more_run_at_once_than_may()
    {
        using var gate = new ManualResetEventSlim();
        var threads = new OutsideThreads("test", most: 2);
        var running = 0;
        var most = 0;
        var tasks = Enumerable.Range(0, 6).Select(_ => threads.Run(() =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            gate.Wait();
            return Interlocked.Decrement(ref running);
        })).ToList();
        await Eventually.HoldsAsync(() => Volatile.Read(ref running) == 2, "two run");

        gate.Set();
        await Task.WhenAll(tasks);

        Assert.Equal(2, most);
    }

    [Fact]
    public async Task One_that_blocks_keeps_nobody_else_waiting()
    {
        using var gate = new ManualResetEventSlim();
        var threads = new OutsideThreads("test");
        var blocked = threads.Run(() =>
        {
            gate.Wait();
            return 1;
        });

        Assert.Equal(2, await threads.Run(() => 2));
        Assert.False(blocked.IsCompleted);
        gate.Set();
        Assert.Equal(1, await blocked);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var before = Volatile.Read(ref most); now > before; before = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, before);
        }
    }
}

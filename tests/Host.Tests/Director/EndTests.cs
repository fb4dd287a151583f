using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>How the runner of a service ends.</summary>
public sealed class EndTests
{
    [Fact]
    public async Task Checks_that_block_when_they_are_ended_keep_nobody_waiting_for_what_is_known()
    {
        using var over = new ManualResetEventSlim();
        var time = new WatchedTime();
        await using var scene = new Scene { Time = time, Ends = () => over.Wait() };
        try
        {
            scene.Lists([.. Enumerable.Range(1, 40)]);
            scene.Start();
            await Eventually.HoldsAsync(() => scene.Kernel.Snapshot().Count() == 40, "all are in the table");

            // The clock stands still, so no bound of theirs is ever over.
            await scene.StopAsync().WaitAsync(Eventually.Deadline);

            Assert.False(scene.Runner.Ended.IsCompleted);
        }
        finally
        {
            over.Set();
        }

        await scene.Runner.Ended.WaitAsync(Eventually.Deadline);
    }
}

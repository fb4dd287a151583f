using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Tests.Threads;

public sealed class HostThreadsTests
{
    [Fact]
    public async Task What_runs_here_goes_on_here_after_every_wait()
    {
        using var threads = new HostThreads();

        var names = await threads.Run(async () =>
        {
            var before = Thread.CurrentThread.Name;
            await Task.Delay(1);
            return (Before: before, After: Thread.CurrentThread.Name);
        });

        Assert.StartsWith("lvsdr host", names.Before, StringComparison.Ordinal);
        Assert.StartsWith("lvsdr host", names.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_thrown_is_thrown()
    {
        using var threads = new HostThreads();

        await Assert.ThrowsAsync<FormatException>(() => threads.Run(() => throw new FormatException("wrong")));
    }

    [Fact]
    public async Task The_end_of_all_tasks_is_waited_for_however_they_end()
    {
        var second = new TaskCompletionSource();
        var all = HostThreads.EndAsync([Task.FromException(new FormatException("wrong")), second.Task]);
        Assert.False(all.IsCompleted);

        second.SetCanceled();

        await all;
    }
}

using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Tests.Threads;

public sealed class PlacesTests
{
    private readonly List<string> _entered = [];

    [Fact]
    public async Task Sources_and_checks_that_wait_take_turns_and_of_one_the_first_comes_first()
    {
        var places = new Places(1);
        await places.EnterAsync("check", CancellationToken.None);
        (string Name, Task Entering)[] waiting =
        [
            .. new[] { "check", "check", "check", "source", "check", "source", "other" }
                .Select(name => (name, places.EnterAsync(name, CancellationToken.None))),
        ];
        Assert.All(waiting, waiter => Assert.False(waiter.Entering.IsCompleted));

        foreach (var turn in new[] { 0, 3, 6, 1, 5, 2, 4 })
        {
            places.Leave();
            await waiting[turn].Entering.WaitAsync(Eventually.Deadline);
            _entered.Add(waiting[turn].Name);
            Assert.Equal(_entered.Count, waiting.Count(waiter => waiter.Entering.IsCompleted));
        }

        Assert.Equal(["check", "source", "other", "check", "source", "check", "check"], _entered);
    }

    [Fact]
    public async Task Who_waits_no_more_takes_nobodys_place()
    {
        using var stopping = new CancellationTokenSource();
        var places = new Places(1);
        await places.EnterAsync("check", CancellationToken.None);
        var cancelled = places.EnterAsync("check", stopping.Token);
        var next = places.EnterAsync("check", CancellationToken.None);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        places.Leave();
        await next.WaitAsync(Eventually.Deadline);
        places.Leave();

        // It is free again, and only one is.
        Assert.True(places.EnterAsync("check", CancellationToken.None).IsCompleted);
        Assert.False(places.EnterAsync("check", CancellationToken.None).IsCompleted);
    }
}

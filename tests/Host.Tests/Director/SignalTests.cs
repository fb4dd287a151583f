using LvsPluggable.Host.Director;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Director;

public sealed class SignalTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Signal _signal = new();

    [Fact]
    public async Task A_signal_that_came_before_somebody_waits_is_kept_until_a_look_begins()
    {
        _signal.Set();
        _signal.Set();

        await WaitAsync().WaitAsync(Eventually.Deadline);
        await WaitAsync().WaitAsync(Eventually.Deadline);
        _signal.Clear();
        Assert.False(WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task A_signal_ends_a_wait_at_once()
    {
        var waiting = WaitAsync();

        _signal.Set();

        await waiting.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public void What_was_signalled_before_a_look_began_brings_no_other_one()
    {
        _signal.Set();
        _signal.Clear();

        Assert.False(WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task Without_a_signal_the_wait_ends_with_its_time()
    {
        var waiting = WaitAsync();
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));

        await waiting.WaitAsync(Eventually.Deadline);
    }

    private Task WaitAsync() => _signal.WaitAsync(TimeSpan.FromSeconds(5), _time, CancellationToken.None);
}

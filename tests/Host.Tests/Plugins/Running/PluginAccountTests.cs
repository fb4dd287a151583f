using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class PluginAccountTests
{
    [Fact]
    public async Task Calls_that_waited_for_a_place_while_too_many_were_left_behind_are_not_made_either()
    {
        const int Places = 8;
        var account = new PluginAccount("calls", Places);
        var never = new TaskCompletionSource<int>();
        var calls = 0;
        var guards = Enumerable.Range(0, 4 * LeftBehind.Most).Select(_ => new GuardedCall<int>(
            _ =>
            {
                Interlocked.Increment(ref calls);
                return new(never.Task);
            },
            TimeSpan.FromMilliseconds(20),
            account,
            TimeProvider.System)).ToList();

        var outcomes = await Task.WhenAll(guards.Select(guard => guard.InvokeAsync(CancellationToken.None)));

        // Those that had a place when the last of them was left behind had been made already.
        Assert.InRange(calls, LeftBehind.Most, LeftBehind.Most + Places - 1);
        Assert.Equal(calls, outcomes.Count(outcome => outcome.IsLate));
        Assert.Equal(guards.Count - calls, outcomes.Count(outcome => outcome.Problem!.Contains("still running", StringComparison.Ordinal)));
        Assert.Equal(calls, account.Cost.LeftBehind);
        never.SetResult(1);
    }
}

using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class BoundedCallTests
{
    [Fact]
    public void What_returns_is_returned() => Assert.Equal(7, BoundedCall.Run(() => 7, BoundedCall.Deadline));

    [Fact]
    public void What_is_thrown_is_thrown() => Assert.Throws<FormatException>(
        () => BoundedCall.Run<int>(() => throw new FormatException("wrong"), BoundedCall.Deadline));

    [Fact]
    public void What_hangs_is_given_up()
    {
        using var gate = new ManualResetEventSlim();

        Assert.Throws<TimeoutException>(() => BoundedCall.Run(
            () =>
            {
                gate.Wait();
                return 0;
            },
            TimeSpan.FromMilliseconds(50)));

        gate.Set();
    }

    [Fact]
    public void What_goes_wrong_in_a_series_of_calls_is_told_for_each_and_the_others_are_made_on_the_same_thread()
    {
        var threads = new List<int>();
        void Returns() => threads.Add(Environment.CurrentManagedThreadId);

        var problems = BoundedCall.RunEachOf(new object(), [Returns, () => throw new FormatException("wrong"), Returns], BoundedCall.Deadline);

        Assert.Equal([null, "wrong", null], problems.Select(problem => problem?.Message));
        Assert.Equal([threads[0], threads[0]], threads);
    }

    [Fact]
    public void After_a_call_that_hangs_there_are_no_others_of_that_object_until_it_has_returned()
    {
        using var gate = new ManualResetEventSlim();
        var called = new object();
        var others = 0;
        Action[] calls = [() => others++, gate.Wait, () => others++];

        var problems = BoundedCall.RunEachOf(called, calls, TimeSpan.FromMilliseconds(50));

        Assert.Equal([null, "it did not return within 0.05 s", "an earlier call has not returned yet"], problems.Select(problem => problem?.Message));
        Assert.Equal(["an earlier call has not returned yet"], BoundedCall.RunEachOf(called, [() => others++], BoundedCall.Deadline).Select(problem => problem?.Message));
        Assert.Equal(1, others);

        gate.Set();
        Assert.True(SpinWait.SpinUntil(
            () => BoundedCall.RunEachOf(called, [() => others++], BoundedCall.Deadline)[0] is null, TimeSpan.FromSeconds(20)));
        Assert.Equal(2, others);
    }

    [Fact]
    public void A_series_may_take_longer_than_one_call_may()
    {
        using var never = new ManualResetEventSlim();
        var calls = Enumerable.Repeat<Action>(() => never.Wait(TimeSpan.FromMilliseconds(150)), 8).ToList();

        Assert.All(BoundedCall.RunEachOf(new object(), calls, TimeSpan.FromSeconds(1)), Assert.Null);
    }
}

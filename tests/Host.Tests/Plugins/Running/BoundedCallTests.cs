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
}

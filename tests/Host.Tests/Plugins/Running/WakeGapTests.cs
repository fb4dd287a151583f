using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class WakeGapTests
{
    private int _warnings;

    [Fact]
    public void Wake_ups_that_bring_nothing_come_to_cost_no_more_than_the_interval_and_that_is_said_once()
    {
        var gap = new WakeGap(TimeSpan.FromSeconds(2), () => _warnings++);
        for (var look = 0; look < 20; look++)
        {
            gap.Looked(isWoken: true, isChange: false);
        }

        Assert.Equal((TimeSpan.FromSeconds(2), 1), (gap.Least, _warnings));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_change_or_a_quiet_interval_makes_the_next_wake_up_count_at_once(bool isWoken, bool isChange)
    {
        var gap = new WakeGap(TimeSpan.FromSeconds(2), () => _warnings++);
        gap.Looked(isWoken: true, isChange: false);
        gap.Looked(isWoken: true, isChange: false);
        Assert.Equal(TimeSpan.FromMilliseconds(200), gap.Least);

        gap.Looked(isWoken, isChange);

        Assert.Equal(TimeSpan.FromMilliseconds(50), gap.Least);
    }
}

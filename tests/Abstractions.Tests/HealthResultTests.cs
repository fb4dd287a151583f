namespace LvsPluggable.Tests;

public class HealthResultTests
{
    [Fact]
    public void A_result_that_nobody_set_is_unknown() =>
        Assert.Equal((HealthStatus.Unknown, false, null, null), Parts(default));

    [Fact]
    public void Each_result_says_what_its_name_says()
    {
        Assert.Equal((HealthStatus.Healthy, false, null, null), Parts(HealthResult.Healthy()));
        Assert.Equal((HealthStatus.Drain, false, "why", null), Parts(HealthResult.Drain("why")));
        Assert.Equal((HealthStatus.Unhealthy, true, "why", null), Parts(HealthResult.Unhealthy("why")));
        Assert.Equal((HealthStatus.Unhealthy, false, "why", null), Parts(HealthResult.Failing("why")));
        Assert.Equal((HealthStatus.Unknown, false, "why", null), Parts(HealthResult.Unknown("why")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(null)]
    public void A_percentage_from_0_to_100_is_kept(int? percent) =>
        Assert.Equal(percent, (HealthResult.Healthy() with { WeightPercent = percent }).WeightPercent);

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Another_percentage_is_refused(int percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HealthResult.Healthy() with { WeightPercent = percent });

    private static (HealthStatus Status, bool IsCertain, string? Reason, int? Percent) Parts(HealthResult result) =>
        (result.Status, result.IsCertain, result.Reason, result.WeightPercent);
}

using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class ResultBorderTests
{
    [Fact]
    public void What_can_be_is_passed_on_as_it_is()
    {
        var result = new HealthResult { Status = HealthStatus.Healthy, IsCertain = true, Reason = "lag of 3 kB", WeightPercent = 40 };

        Assert.Equal(result, ResultBorder.Of(result));
    }

    [Fact]
    public void A_result_that_says_nothing_is_not_known() => Assert.Equal(HealthStatus.Unknown, ResultBorder.Of(default).Status);

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    [InlineData(int.MaxValue)]
    public void Of_a_result_with_a_status_that_is_none_nothing_counts(int status)
    {
        var result = ResultBorder.Of(new HealthResult { Status = (HealthStatus)status, IsCertain = true, Reason = "fit", WeightPercent = 0 });

        Assert.Equal((HealthStatus.Unknown, false, null), (result.Status, result.IsCertain, result.WeightPercent));
        Assert.Contains($"status {status}", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refused\nFATAL all is lost\u001b[31m", "refused FATAL all is lost [31m")]
    [InlineData("  \t", "")]
    [InlineData(null, "")]
    public void A_reason_is_one_line_without_what_moves_the_cursor(string? reason, string shown) =>
        Assert.Equal(shown, ResultBorder.Of(new HealthResult { Status = HealthStatus.Unhealthy, Reason = reason }).Reason);

    [Fact]
    public void A_reason_that_is_very_long_is_cut() =>
        Assert.Equal(new string('x', 500) + "…", ResultBorder.Of(HealthResult.Unhealthy(new string('x', 100_000))).Reason);
}

using LvsPluggable.Host.Metrics;

namespace LvsPluggable.Host.Tests.Metrics;

public sealed class ScrapeAcceptTests
{
    [Theory]
    [InlineData("", "Text")]
    [InlineData("*/*", "Text")]
    [InlineData("text/plain", "Text")]
    [InlineData("application/openmetrics-text", "OpenMetrics")]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "OpenMetrics")]
    [InlineData("text/plain, application/openmetrics-text;q=0.5", "Text")]
    [InlineData("application/openmetrics-text;q=0", "Text")]
    [InlineData("application/vnd.google.protobuf;q=0.6, application/openmetrics-text;q=0.7", "OpenMetrics")]
    [InlineData(";;;,application/,\u0007", "Text")]
    public void What_is_liked_best_is_written_and_text_where_nobody_says(string accept, string format) =>
        Assert.Equal(format, ScrapeAccept.Read(accept).ToString());
}

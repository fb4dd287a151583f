using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class TimeoutsTests
{
    [Theory]
    [InlineData("900 120 300", 900, 120, 300)]
    [InlineData(" 0  0 60 ", 0, 0, 60)]
    public void Three_numbers_are_read(string text, int tcp, int tcpFin, int udp) =>
        Assert.Equal(new Timeouts(tcp, tcpFin, udp), Timeouts.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("900")]
    [InlineData("900 120")]
    [InlineData("900 120 300 1")]
    [InlineData("900 -1 300")]
    [InlineData("900 120 five")]
    [InlineData("2147484 1 1")]
    public void All_else_is_refused_with_what_would_be_right(string text) =>
        Assert.Equal("should be " + Timeouts.Expected, Assert.Throws<FormatException>(() => Timeouts.Parse(text)).Message);
}

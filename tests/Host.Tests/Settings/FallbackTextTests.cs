using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class FallbackTextTests
{
    [Theory]
    [InlineData("sorry", "sorry", 0)]
    [InlineData("sorry:5432", "sorry", 5432)]
    [InlineData("127.0.0.1", "127.0.0.1", 0)]
    [InlineData("127.0.0.1:80", "127.0.0.1", 80)]
    [InlineData("fd00::1", "fd00::1", 0)]
    [InlineData("[fd00::1]", "fd00::1", 0)]
    [InlineData("[fd00::1]:80", "fd00::1", 80)]
    public void Host_and_port_are_read(string text, string host, int port)
    {
        var server = FallbackText.Read(text);

        Assert.Equal((host, port), (server.Host, server.Port));
    }

    [Theory]
    [InlineData("sorry:")]
    [InlineData("sorry:0")]
    [InlineData("sorry:65536")]
    [InlineData("sorry:http:80")]
    [InlineData("10.0.0.500")]
    [InlineData("[fd00::1]80")]
    [InlineData("[fd00::1")]
    [InlineData("[]:80")]
    [InlineData("one two")]
    public void What_is_no_host_is_refused(string text) => Assert.Throws<FormatException>(() => FallbackText.Read(text));
}

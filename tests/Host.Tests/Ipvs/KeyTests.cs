using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class KeyTests
{
    [Theory]
    [InlineData("-t 10.0.0.1:80")]
    [InlineData("-t [::1]:80")]
    [InlineData("-u 10.0.0.1:0")]
    [InlineData("--sctp-service [2001:db8::1]:65535")]
    [InlineData("-f 1")]
    [InlineData("-f 4294967295 -6")]
    public void Text_of_a_service_is_read_and_printed_the_same(string text) => Assert.Equal(text, ServiceKey.Parse(text).ToString());

    [Theory]
    [InlineData("--tcp-service 10.0.0.1:80", "-t 10.0.0.1:80")]
    [InlineData("  --udp-service   [::1]:53 ", "-u [::1]:53")]
    [InlineData("--fwmark-service 3 --ipv6", "-f 3 -6")]
    [InlineData("-t 10.0.0.1", "-t 10.0.0.1:0")]
    [InlineData("-t fd00::1", "-t [fd00::1]:0")]
    public void Other_ways_of_saying_it_are_read_too(string text, string expected) =>
        Assert.Equal(expected, ServiceKey.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.1:80")]
    [InlineData("-t")]
    [InlineData("-t 10.0.0.1:65536")]
    [InlineData("-t 10.0.0.1:-1")]
    [InlineData("-t 10.0.0.1:80x")]
    [InlineData("-t 10.0.0.1:")]
    [InlineData("-t 10.1:80")]
    [InlineData("-t 010.0.0.1:80")]
    [InlineData("-t [10.0.0.1]:80")]
    [InlineData("-t [::1:80")]
    [InlineData("-t [::1]80")]
    [InlineData("-t [fe80::1%lo]:80")]
    [InlineData("-t host:80")]
    [InlineData("-t 10.0.0.1:80 -6")]
    [InlineData("-f 0")]
    [InlineData("-f -1")]
    [InlineData("-f 4294967296")]
    [InlineData("-f 1 -4")]
    [InlineData("-x 10.0.0.1:80")]
    public void Anything_else_is_refused_with_an_example(string text)
    {
        var exception = Assert.Throws<FormatException>(() => ServiceKey.Parse(text));
        Assert.Contains($"\"{text}\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("-t 10.0.0.1:80", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_service_key_prints_what_is_read_as_itself() =>
        Prop.ForAll(Generators.ServiceKeys, key => ServiceKey.Parse(key.ToString()) == key).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_a_key_or_a_format_mistake() =>
        Prop.ForAll<string?>(text =>
            Record.Exception(() => ServiceKey.Parse($"-t {text}")) is null or FormatException)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Keys_that_cannot_be_are_not_made()
    {
        Assert.Throws<ArgumentException>(() => ServiceKey.ForAddress(TransportProtocol.None, IPAddress.Loopback, 80));
        Assert.Throws<ArgumentException>(() => ServiceKey.ForAddress(TransportProtocol.Tcp, IPAddress.Parse("fe80::1%3"), 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceKey.ForAddress(TransportProtocol.Tcp, IPAddress.Loopback, 65536));
        Assert.Throws<ArgumentException>(() => ServiceKey.ForFirewallMark(0));
        Assert.Throws<ArgumentException>(() => ServiceKey.ForFirewallMark(1, AddressFamily.Unix));
        Assert.Throws<ArgumentException>(() => new Destination { EndPoint = IPEndPoint.Parse("[fe80::1%3]:80") });
    }
}

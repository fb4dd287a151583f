using System.Net;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Hosting;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class PrimaryPlaceTests
{
    private static readonly IPAddress Vip = IPAddress.Parse("192.0.2.50");

    [Fact]
    public void What_sources_say_is_told_once_and_in_one_order() =>
        Assert.Equal("192.0.2.11 192.0.2.12 2001:db8::11", Told("2001:db8::11", "192.0.2.12", "192.0.2.11", "192.0.2.12"));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.1.1")]
    [InlineData("::1")]
    public void A_loopback_address_stands_for_all_addresses_of_this_machine_but_virtual_ones(string loopback) =>
        Assert.Equal("192.0.2.1 2001:db8::1", Told(loopback));

    [Fact]
    public void The_virtual_address_which_every_node_has_is_nobodys() => Assert.Equal("192.0.2.11", Told("192.0.2.50", "192.0.2.11"));

    [Fact]
    public void Where_nobody_says_it_this_machine_is_not_asked() =>
        Assert.Empty(PrimaryPlace.Of([], () => throw new InvalidOperationException("asked"), Vip.Equals));

    private static string Told(params string[] addresses) => string.Join(' ', PrimaryPlace.Of(
        [.. addresses.Select(IPAddress.Parse)],
        () => [new IPNetworkAddress(IPAddress.Parse("192.0.2.1"), 24), new IPNetworkAddress(Vip, 24), new IPNetworkAddress(IPAddress.Parse("2001:db8::1"), 64)],
        Vip.Equals));
}

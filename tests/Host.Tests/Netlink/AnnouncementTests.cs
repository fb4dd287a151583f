using System.Net;
using System.Net.NetworkInformation;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Netlink;

public sealed class AnnouncementTests
{
    private static readonly PhysicalAddress Link = PhysicalAddress.Parse("02-00-00-00-00-09");

    [Fact]
    public void An_address_of_IPv4_is_announced_to_everybody_as_a_request_and_as_an_answer() =>
        Assert.Equal(
            [
                "FFFFFFFFFFFF0200000000090806" + "0001080006040001" + "020000000009C0000232" + "FFFFFFFFFFFFC0000232",
                "FFFFFFFFFFFF0200000000090806" + "0001080006040002" + "020000000009C0000232" + "FFFFFFFFFFFFC0000232",
            ],
            Announcement.ArpFrames(IPAddress.Parse("192.0.2.50"), Link).Select(Convert.ToHexString));

    [Fact]
    public void An_address_of_IPv6_is_advertised_unasked_and_overrides_what_is_known() =>
        Assert.Equal(
            "88000000" + "20000000" + "20010DB8000000000000000000000050" + "0201020000000009",
            Convert.ToHexString(Announcement.Advertisement(IPAddress.Parse("2001:db8::50"), Link)));
}

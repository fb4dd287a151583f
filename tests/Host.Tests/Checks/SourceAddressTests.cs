using System.Net;
using LvsPluggable.Host.Checks;

namespace LvsPluggable.Host.Tests.Checks;

public sealed class SourceAddressTests
{
    [Theory]
    [InlineData("127.0.0.2", "127.0.0.1", true)]
    [InlineData("127.0.0.2", "127.0.0.9", false)]
    [InlineData("127.0.0.2", "::1", false)]
    [InlineData("127.0.0.2", null, false)]
    [InlineData("240.0.0.1", "127.0.0.1", false)]
    public void Only_a_server_that_is_asked_from_the_virtual_address_is_objected_to(string server, string? virtualAddress, bool isObjected)
    {
        var objection = SourceAddress.ObjectionTo(IPAddress.Parse(server), virtualAddress is null ? null : IPAddress.Parse(virtualAddress));

        Assert.Equal(isObjected, objection?.Contains("asked from the virtual address 127.0.0.1", StringComparison.Ordinal) == true);
        Assert.Equal(isObjected, objection is not null);
    }
}

using System.Net;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Tests.Web;

public sealed class WebRuleTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.3.2.1")]
    [InlineData("::1")]
    public void On_the_loopback_nothing_is_needed(string address) =>
        Assert.Null(WebRule.Missing(IPAddress.Parse(address), hasToken: false, isEncrypted: false));

    [Theory]
    [InlineData("0.0.0.0", false, false, "a token and TLS")]
    [InlineData("192.0.2.1", true, false, "TLS")]
    [InlineData("::", false, true, "a token")]
    [InlineData("192.0.2.1", true, true, null)]
    public void Elsewhere_a_token_and_encryption_are(string address, bool hasToken, bool isEncrypted, string? missing) =>
        Assert.Equal(missing, WebRule.Missing(IPAddress.Parse(address), hasToken, isEncrypted));

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost:8080")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("[::1]:8080")]
    [InlineData("[::1]")]
    public void This_machine_goes_by_its_own_names(string host) => Assert.True(WebRule.IsForThisMachine(host));

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData(":8080")]
    [InlineData("rebound.example:8080")]
    [InlineData("localhost.example")]
    [InlineData("192.0.2.1:8080")]
    public void And_by_no_other(string host) => Assert.False(WebRule.IsForThisMachine(host));
}

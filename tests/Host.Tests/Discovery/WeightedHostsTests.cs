using System.Net;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Tests.Discovery;

public sealed class WeightedHostsTests
{
    private static readonly WeightedHosts Hosts = new(
        [Entry("node1:5433,1"), Entry("NODE1,2"), Entry("10.0.0.2,3"), Entry("node3:5433,4"), Entry("node3:5434,5")]);

    [Theory]
    [InlineData("node1", 0, 2)]
    [InlineData("Node1", 5432, 2)]
    [InlineData("node1", 5433, 1)]
    [InlineData("node3", 0, 4)]
    [InlineData("node3", 5434, 5)]
    [InlineData("node3", 5432, null)]
    [InlineData("other", 5432, null)]
    public void An_entry_of_the_port_comes_before_one_without(string host, int port, int? weight) =>
        Assert.Equal(weight, Hosts.Find([host], null, port)?.Weight);

    [Fact]
    public void A_server_is_found_by_its_address_and_by_any_of_its_names()
    {
        Assert.Equal(3, Hosts.Find(["node2"], IPAddress.Parse("10.0.0.2"), 5432)?.Weight);
        Assert.Equal(2, Hosts.Find(["alias", "node1"], IPAddress.Parse("10.0.0.1"), 5432)?.Weight);
    }

    private static WeightedHost Entry(string text) =>
        HostParameters.WeightOfRealServers.TryParseValue(text, out var read, out _) ? ((IReadOnlyList<WeightedHost>)read)[0] : null!;
}

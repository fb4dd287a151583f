using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class NodeFinderTests
{
    private static readonly ClusterNode[] Nodes = [Cluster.Node("db1"), Cluster.Node("db2.example.com")];

    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<string, Func<IPAddress[]>> _names = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly NodeFinder _finder;

    public NodeFinderTests() => _finder = new NodeFinder(_time, (name, _) =>
    {
        lock (_asked)
        {
            _asked.Add(name);
        }

        return Task.Run(() => _names.TryGetValue(name, out var answer) ? answer() : throw new SocketException((int)SocketError.HostNotFound));
    });

    [Theory]
    [InlineData("db1", "db1")]
    [InlineData("DB1", "db1")]
    [InlineData("db1.example.com", "db1")]
    [InlineData("db2", "db2.example.com")]
    [InlineData("db2.EXAMPLE.com", "db2.example.com")]
    public async Task A_server_is_the_node_of_its_name(string host, string node)
    {
        var (found, doubt) = await FindAsync(host, "10.0.0.9");

        Assert.Equal((node, null), (found?.Name, doubt));
        Assert.Empty(_asked);
    }

    [Theory]
    [InlineData("db2.example.org")]
    [InlineData("db")]
    [InlineData("db11")]
    public async Task A_name_that_only_resembles_a_nodes_name_is_no_node(string host) =>
        Assert.Equal((null, null), await FindAsync(host, "10.0.0.9"));

    [Fact]
    public async Task A_short_name_that_fits_two_nodes_is_neither()
    {
        var (found, _) = await _finder.FindAsync(
            Server("db", "10.0.0.9"), [Cluster.Node("db.one"), Cluster.Node("db.two")], CancellationToken.None);

        Assert.Null(found);
    }

    [Theory]
    [InlineData("10.0.0.2", "db2.example.com")]
    [InlineData("fd00::1", "db1")]
    public async Task A_server_is_the_node_whose_name_resolves_to_its_address(string address, string node)
    {
        _names["db1"] = () => [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("fd00::1")];
        _names["db2.example.com"] = () => [IPAddress.Parse("10.0.0.2")];

        Assert.Equal(node, (await FindAsync(address, address)).Node?.Name);
        Assert.Equal(node, (await FindAsync("reads.example.com", address)).Node?.Name);
    }

    [Fact]
    public async Task Names_are_asked_for_again_after_a_while_and_their_last_addresses_stay_when_they_do_not_resolve()
    {
        _names["db1"] = () => [IPAddress.Parse("10.0.0.1")];
        Assert.Equal("db1", (await FindAsync("10.0.0.1", "10.0.0.1")).Node?.Name);
        await FindAsync("10.0.0.1", "10.0.0.1");
        Assert.Equal(1, _asked.Count(name => name == "db1"));

        _time.Advance(TimeSpan.FromSeconds(31));
        _names["db1"] = () => throw new SocketException((int)SocketError.TryAgain);
        Assert.Equal("db1", (await FindAsync("10.0.0.1", "10.0.0.1")).Node?.Name);
        Assert.Equal(2, _asked.Count(name => name == "db1"));

        _names["db1"] = () => [IPAddress.Parse("10.0.0.7")];
        Assert.Null((await FindAsync("10.0.0.1", "10.0.0.1")).Node);
    }

    [Fact]
    public async Task While_a_name_that_never_resolved_does_not_resolve_it_cannot_be_told()
    {
        _names["db1"] = () => throw new SocketException((int)SocketError.TryAgain);

        var (found, doubt) = await FindAsync("10.0.0.1", "10.0.0.1");

        Assert.Null(found);
        Assert.StartsWith("the node name db1 does not resolve now: ", doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_is_cancelling()
    {
        using var gate = new ManualResetEventSlim();
        _names["db1"] = () =>
        {
            gate.Wait();
            return [];
        };
        using var cancellation = new CancellationTokenSource();
        var finding = _finder.FindAsync(Server("10.0.0.1", "10.0.0.1"), Nodes, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding);
        gate.Set();
    }

    private static RealServer Server(string host, string address) => new() { Host = host, Address = IPAddress.Parse(address) };

    private Task<(ClusterNode? Node, string? Doubt)> FindAsync(string host, string address) =>
        _finder.FindAsync(Server(host, address), Nodes, CancellationToken.None);
}

using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Discovery;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Discovery;

public sealed class NameResolverTests
{
    private readonly Dictionary<string, IPAddress[]> _names = new(StringComparer.Ordinal);
    private readonly NameResolver _resolver;
    private readonly FakeTimeProvider _time = new();

    private readonly List<IPNetworkAddress> _own = [];

    public NameResolverTests() =>
        _resolver = new NameResolver(AddressFamily.InterNetwork, IPAddress.Parse("192.168.1.50"), _time, LookUp, () => _own);

    [Fact]
    public async Task A_name_gets_its_address()
    {
        _names["node1"] = [IPAddress.Parse("10.0.0.1")];

        Assert.Equal("10.0.0.1", await AddressOf("node1"));
    }

    [Fact]
    public async Task An_address_needs_no_look_up() => Assert.Equal("10.0.0.9", await AddressOf("10.0.0.9"));

    [Fact]
    public async Task A_name_that_never_resolved_is_reported()
    {
        var (server, problem) = await _resolver.ResolveAsync(new RealServer { Host = "walreceiver" }, CancellationToken.None);

        Assert.Null(server.Address);
        Assert.Contains("does not resolve", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    public async Task An_address_that_no_host_can_have_is_none(string address)
    {
        _names["node1"] = [IPAddress.Parse(address)];
        _names["node2"] = [IPAddress.Parse(address), IPAddress.Parse("10.0.0.1")];

        var (server, problem) = await _resolver.ResolveAsync(new RealServer { Host = "node1" }, CancellationToken.None);

        Assert.Null(server.Address);
        Assert.Contains(address, problem, StringComparison.Ordinal);
        Assert.Equal("10.0.0.1", await AddressOf("node2"));
    }

    [Fact]
    public async Task The_last_address_stays_when_the_name_is_gone_and_it_is_said_why()
    {
        _names["node1"] = [IPAddress.Parse("10.0.0.1")];
        await AddressOf("node1");
        _names.Clear();
        _time.Advance(TimeSpan.FromMinutes(5));

        var (server, problem) = await _resolver.ResolveAsync(new RealServer { Host = "node1" }, CancellationToken.None);

        Assert.Equal(IPAddress.Parse("10.0.0.1"), server.Address);
        Assert.Contains("does not resolve", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_from_before_stays_until_the_name_resolves_and_no_longer()
    {
        _resolver.Remember("node1", IPAddress.Parse("10.0.0.1"));
        _resolver.Remember("node2", IPAddress.Parse("10.0.0.2"));
        _names["node2"] = [IPAddress.Parse("10.0.0.8")];

        var (server, problem) = await _resolver.ResolveAsync(new RealServer { Host = "node1" }, CancellationToken.None);

        Assert.Equal(IPAddress.Parse("10.0.0.1"), server.Address);
        Assert.Contains("does not resolve", problem, StringComparison.Ordinal);
        Assert.Equal("10.0.0.8", await AddressOf("node2"));
        _names["node1"] = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.0")];
        Assert.Equal((IPAddress.Parse("10.0.0.1"), null), await AnswerTo("node1"));

        async Task<(IPAddress?, string?)> AnswerTo(string host)
        {
            var (found, words) = await _resolver.ResolveAsync(new RealServer { Host = host }, CancellationToken.None);
            return (found.Address, words);
        }
    }

    [Fact]
    public async Task The_address_in_use_stays_as_long_as_the_name_has_it()
    {
        _names["node1"] = [IPAddress.Parse("10.0.0.7")];
        await AddressOf("node1");
        _names["node1"] = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.7")];
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("10.0.0.7", await AddressOf("node1"));
    }

    [Fact]
    public async Task A_name_that_moved_gets_its_new_address()
    {
        _names["node1"] = [IPAddress.Parse("10.0.0.7")];
        await AddressOf("node1");
        _names["node1"] = [IPAddress.Parse("10.0.0.8")];
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("10.0.0.8", await AddressOf("node1"));
    }

    [Fact]
    public async Task An_address_of_the_other_family_is_refused_with_the_reason()
    {
        var (server, problem) = await _resolver.ResolveAsync(new RealServer { Host = "fd00::1" }, CancellationToken.None);

        Assert.Null(server.Address);
        Assert.Contains("family", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loopback_address_is_left_out_when_the_name_has_another()
    {
        _names["node1"] = [IPAddress.Parse("127.0.1.1"), IPAddress.Parse("192.168.1.1")];

        Assert.Equal("192.168.1.1", await AddressOf("node1"));
    }

    [Fact]
    public async Task The_own_name_with_a_loopback_address_alone_means_the_address_on_the_network_of_the_virtual_one()
    {
        _names["node1"] = [IPAddress.Parse("127.0.1.1")];
        _own.Add(new IPNetworkAddress(IPAddress.Parse("fd00::1"), 64));
        _own.Add(new IPNetworkAddress(IPAddress.Parse("10.0.0.1"), 8));
        _own.Add(new IPNetworkAddress(IPAddress.Parse("192.168.1.50"), 24));
        _own.Add(new IPNetworkAddress(IPAddress.Parse("192.168.1.1"), 24));
        _own.Add(new IPNetworkAddress(IPAddress.Parse("192.168.1.60"), 24));

        Assert.Equal("192.168.1.1", await AddressOf("node1"));
    }

    [Fact]
    public async Task The_virtual_address_is_no_real_servers()
    {
        _names["reads"] = [IPAddress.Parse("192.168.1.50")];

        var (server, problem) = await _resolver.ResolveAsync(new RealServer { Host = "reads" }, CancellationToken.None);

        Assert.Null(server.Address);
        Assert.Contains("192.168.1.50", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loopback_address_is_taken_when_the_virtual_one_is_one()
    {
        _names["node1"] = [IPAddress.Parse("127.0.1.1")];
        var resolver = new NameResolver(AddressFamily.InterNetwork, IPAddress.Loopback, _time, LookUp, () => _own);

        var (server, _) = await resolver.ResolveAsync(new RealServer { Host = "node1" }, CancellationToken.None);

        Assert.Equal(IPAddress.Parse("127.0.1.1"), server.Address);
    }

    [Fact]
    public async Task A_tunnel_takes_a_name_of_the_other_family_where_it_has_no_other_address()
    {
        var resolver = new NameResolver(AddressFamily.InterNetwork, IPAddress.Parse("192.168.1.50"), _time, ByFamily, () => _own)
        {
            TakesOtherFamily = true,
        };
        _names["both"] = [IPAddress.Parse("fd00::1"), IPAddress.Parse("10.0.0.1")];
        _names["six"] = [IPAddress.Parse("fd00::1")];

        Assert.Equal("10.0.0.1", (await resolver.ResolveAsync(new RealServer { Host = "both" }, CancellationToken.None)).Server.Address?.ToString());
        Assert.Equal("fd00::1", (await resolver.ResolveAsync(new RealServer { Host = "six" }, CancellationToken.None)).Server.Address?.ToString());
        Assert.Equal("fd00::2", (await resolver.ResolveAsync(new RealServer { Host = "fd00::2" }, CancellationToken.None)).Server.Address?.ToString());

        Task<IPAddress[]> ByFamily(string name, AddressFamily family, CancellationToken cancellationToken) =>
            Task.FromResult(_names[name].Where(address => address.AddressFamily == family).ToArray());
    }

    private async Task<string?> AddressOf(string host) =>
        (await _resolver.ResolveAsync(new RealServer { Host = host }, CancellationToken.None)).Server.Address?.ToString();

    private Task<IPAddress[]> LookUp(string name, AddressFamily family, CancellationToken cancellationToken) =>
        _names.TryGetValue(name, out var addresses)
            ? Task.FromResult(addresses)
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
}

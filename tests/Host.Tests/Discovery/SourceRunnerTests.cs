using System.Net.Sockets;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Discovery;

public sealed class SourceRunnerTests
{
    [Fact]
    public async Task A_server_at_another_port_is_left_out_with_the_reason()
    {
        var state = await Listed(Make.Server(1), Make.Server(2) with { Port = 5433 }, Make.Server(3) with { Port = 5432 });

        Assert.Equal(["node1", "node3"], state.Servers!.Select(server => server.Host));
        Assert.Contains("5433", state.Unresolved["node2"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_a_zone_is_left_out_with_the_reason()
    {
        var state = await Listed(Make.Server(1), new RealServer { Host = "fe80::1%2" });

        Assert.Equal("node1", Assert.Single(state.Servers!).Host);
        Assert.True(state.Unresolved.ContainsKey("fe80::1%2"));
    }

    [Theory]
    [InlineData("", 0, null)]
    [InlineData("node1", -1, null)]
    [InlineData("node1", 0, 70000)]
    public async Task A_list_with_a_server_that_cannot_be_is_not_believed(string host, int port, int? weight)
    {
        var state = await Listed(new RealServer { Host = host, Port = port, Weight = weight });

        Assert.Null(state.Servers);
        Assert.NotNull(state.Problem);
    }

    [Fact]
    public async Task A_server_at_another_port_is_taken_where_addresses_are_translated()
    {
        var state = await Listed(
            Make.Server(1) with { Port = 5433 }, Make.Server(2) with { Port = 5433, ForwardMethod = ForwardMethod.Nat });

        Assert.Equal(["node2"], state.Servers!.Select(server => server.Host));
        Assert.Contains("reached by nat", state.Unresolved["node1"], StringComparison.Ordinal);
    }

    private static async Task<SourceState> Listed(params RealServer[] servers)
    {
        using var stopping = new CancellationTokenSource();
        var runner = new SourceRunner(
            new SourceRegistration("list", () => new ListOf(servers)),
            new PluginAccount("list", 1),
            new NameResolver(AddressFamily.InterNetwork, null, TimeProvider.System),
            new DiscoverySettings { Reach = new ReachRules { Port = 5432 } },
            TimeProvider.System,
            NullLogger.Instance,
            () => { });
        var running = runner.RunAsync(stopping.Token);
        await Eventually.HoldsAsync(() => runner.State.WasAsked, "the first answer");
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        return runner.State;
    }

    private sealed class ListOf(RealServer[] servers) : IRealServerSource
    {
        public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => new(servers);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

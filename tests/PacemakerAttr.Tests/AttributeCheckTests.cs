using System.Net;
using System.Net.Sockets;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class AttributeCheckTests
{
    private static readonly AttributeRule Rule = new("pgsql-status", AttributeValue.Parse("HS:sync|HS:async"));

    [Fact]
    public async Task A_node_with_a_right_value_is_fit()
    {
        var result = await CheckAsync("b", Cluster.Of(Cluster.Node("a", "PRI"), Cluster.Node("b", "HS:sync")));

        Assert.Equal(HealthResult.Healthy("attribute pgsql-status is \"HS:sync\" on b") with { IsCertain = true }, result);
    }

    [Fact]
    public async Task A_node_with_another_value_is_not() => Assert.Equal(
        HealthResult.Unhealthy("attribute pgsql-status is \"PRI\" on a, not HS:sync|HS:async"),
        await CheckAsync("a", Cluster.Of(Cluster.Node("a", "PRI"))));

    [Fact]
    public async Task A_node_without_the_attribute_is_not() => Assert.Equal(
        HealthResult.Unhealthy("attribute pgsql-status is not set on a"), await CheckAsync("a", Cluster.Of(Cluster.Node("a"))));

    [Fact]
    public async Task A_server_that_is_no_node_is_not() => Assert.Equal(
        HealthResult.Unhealthy("c is no node of the cluster, so it has no attribute pgsql-status"),
        await CheckAsync("c", Cluster.Of(Cluster.Node("a", "HS:sync"))));

    [Fact]
    public async Task A_node_that_is_offline_or_unclean_is_not()
    {
        var offline = Cluster.Node("a", "HS:sync") with { IsUp = false };

        Assert.Equal(HealthResult.Unhealthy("node a is offline"), await CheckAsync("a", Cluster.Of(offline)));
        Assert.Equal(HealthResult.Unhealthy("node a is unclean"), await CheckAsync("a", Cluster.Of(offline with { IsUnclean = true })));
    }

    [Fact]
    public async Task A_fit_node_in_standby_is_drained() => Assert.Equal(
        HealthResult.Drain("node a is in standby"),
        await CheckAsync("a", Cluster.Of(Cluster.Node("a", "HS:sync") with { IsStandby = true })));

    [Fact]
    public async Task Without_quorum_servers_keep_their_state_or_leave_as_it_was_asked_for()
    {
        var state = Cluster.Of(Cluster.Node("a", "HS:sync")) with { HasQuorum = false };

        await Assert.ThrowsAsync<InvalidOperationException>(() => CheckAsync("a", state));
        Assert.Equal(
            HealthResult.Unhealthy("this partition of the cluster has no quorum"),
            await CheckAsync("a", _ => Task.FromResult(state), QuorumLoss.Empty));
    }

    [Fact]
    public async Task While_the_cluster_cannot_be_seen_the_check_throws()
    {
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => CheckAsync("a", _ => throw new InvalidOperationException("no cluster"), QuorumLoss.Keep));

        Assert.Equal("no cluster", unknown.Message);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_says_nothing_about_the_server()
    {
        var result = await CheckAsync(
            "a", token => Task.Delay(Timeout.Infinite, token).ContinueWith(_ => Cluster.Of(), TaskScheduler.Default), QuorumLoss.Keep, TimeSpan.FromMilliseconds(30));

        Assert.Equal(HealthResult.Unknown("neither crm_mon nor the resolver answered within 0.03 s"), result);
    }

    [Fact]
    public async Task Names_that_do_not_resolve_for_now_say_nothing_about_the_server()
    {
        var view = new ClusterView(
            _ => Task.FromResult(Cluster.Of(Cluster.Node("a"))), Eventually.Deadline, _ => throw new NotSupportedException(), QuorumLoss.Keep, TimeProvider.System);
        var nodes = new NodeFinder(TimeProvider.System, (_, _) => throw new SocketException((int)SocketError.TryAgain));
        await using var check = new AttributeCheck(
            new NodeQuestion(Server("10.0.0.1"), view, nodes, TimeProvider.System, Eventually.Deadline), Rule);

        var result = await check.CheckAsync(CancellationToken.None);

        Assert.Equal(HealthStatus.Unknown, result.Status);
        Assert.StartsWith("it cannot be told which node 10.0.0.1 is: the node name a does not resolve now", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_is_not_unknown()
    {
        using var cancelled = new CancellationTokenSource();
        var view = new ClusterView(
            _ => new TaskCompletionSource<ClusterState>().Task, Eventually.Deadline, _ => throw new NotSupportedException(), QuorumLoss.Keep, TimeProvider.System);
        await using var check = new AttributeCheck(
            new NodeQuestion(Server("a"), view, new NodeFinder(TimeProvider.System, NoNames), TimeProvider.System, Eventually.Deadline), Rule);
        var checking = check.CheckAsync(cancelled.Token).AsTask();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checking);
    }

    private static RealServer Server(string host) => new() { Host = host, Address = IPAddress.Parse("10.0.0.1") };

    private static Task<IPAddress[]> NoNames(string name, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>([]);

    private static Task<HealthResult> CheckAsync(string host, ClusterState state) =>
        CheckAsync(host, _ => Task.FromResult(state), QuorumLoss.Keep);

    private static async Task<HealthResult> CheckAsync(
        string host, Func<CancellationToken, Task<ClusterState>> look, QuorumLoss quorumLoss, TimeSpan? deadline = null)
    {
        var view = new ClusterView(look, Eventually.Deadline, _ => throw new NotSupportedException(), quorumLoss, TimeProvider.System);
        await using var check = new AttributeCheck(
            new NodeQuestion(Server(host), view, new NodeFinder(TimeProvider.System, NoNames), TimeProvider.System, deadline ?? Eventually.Deadline), Rule);
        return await check.CheckAsync(CancellationToken.None);
    }
}

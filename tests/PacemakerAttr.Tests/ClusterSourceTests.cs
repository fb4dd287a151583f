namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class ClusterSourceTests
{
    [Fact]
    public async Task The_nodes_that_run_the_resource_are_the_real_servers()
    {
        var servers = await ListAsync(Capture.State("healthy"), ClusterSource.NodesOf("pgsql-clone", ResourceRole.Unpromoted));

        Assert.Equal(["node2", "node3"], servers.Select(server => server.Host));
        Assert.All(servers, server => Assert.Equal((null, 0, null), (server.Weight, server.Port, server.Address)));
    }

    [Fact]
    public async Task A_resource_that_runs_nowhere_means_that_there_are_none() =>
        Assert.Empty(await ListAsync(Capture.State("healthy"), ClusterSource.NodesOf("stopped", null)));

    [Theory]
    [InlineData("psgql-clone")]
    [InlineData("psgql:0")]
    public async Task A_resource_that_the_cluster_does_not_have_means_not_known(string resource)
    {
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ListAsync(Capture.State("healthy"), ClusterSource.NodesOf(resource, null)));

        Assert.Equal($"the cluster has no resource, group, clone or bundle \"{resource}\"", unknown.Message);
    }

    [Theory]
    [InlineData("uniq:0")]
    [InlineData("pgsql:0")]
    [InlineData("stack-b")]
    [InlineData("uniq-clone")]
    public void Ids_of_instances_and_of_all_that_encloses_them_are_known(string resource) =>
        Assert.Contains(ResourceInstance.WithoutSuffix(resource), Capture.State("healthy").ResourceIds);

    [Fact]
    public async Task Without_quorum_the_list_is_not_known_or_empty_as_it_was_asked_for()
    {
        var state = Capture.State("no-quorum");

        await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(state, seen => seen.UsableNodes));
        Assert.Empty(await ListAsync(state, seen => seen.UsableNodes, QuorumLoss.Empty));
    }

    private static async Task<IReadOnlyList<RealServer>> ListAsync(
        ClusterState state, Func<ClusterState, IEnumerable<string>> select, QuorumLoss quorumLoss = QuorumLoss.Keep)
    {
        var view = new ClusterView(
            _ => Task.FromResult(state), Eventually.Deadline, _ => throw new NotSupportedException(), quorumLoss, TimeProvider.System);
        await using var source = new ClusterSource(view, select);
        return await source.GetRealServersAsync(CancellationToken.None);
    }
}

namespace LvsPluggable.Cluster.Tests;

/// <summary>What goes with the director to another node, and when it goes to none.</summary>
public sealed class DirectorMoveTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    [SkippableFact]
    public async Task A_node_that_an_attribute_drains_is_drained_wherever_the_director_moves()
    {
        await BeginPromotableAsync("");
        await Cluster.TableBecomesAsync(Lines(drained: null), Patience, "every node should be a real server.");
        var (first, drained) = (await Cluster.DoAsync("director"), Standbys[0]);
        try
        {
            await AsWrittenAsync("crm_attribute --node", "node2", drained);
            await DrainedAsync("after the attribute was set");

            await Cluster.PcsAsync($"resource ban reads-clone {first} --promoted");
            await Cluster.DoAsync("settled");
            Assert.NotEqual(first, await Cluster.DoAsync("director"));
            await DrainedAsync("after the director has moved");
        }
        finally
        {
            await Cluster.DoAsync("on", Primary, "crm_attribute", "--node", drained, "--name", "lvsdr-drain-reads", "--delete");
            await Cluster.PcsAsync("resource clear reads-clone");
        }

        await Cluster.TableBecomesAsync(Lines(drained: null), Patience, "without the attribute nobody should be drained.");

        Task DrainedAsync(string when) => Cluster.TableBecomesAsync(Lines(drained), Patience, $"{when} {drained} should be drained.");
    }

    [SkippableFact]
    public async Task Of_two_directors_the_first_that_starts_stays_when_the_other_comes_and_the_other_when_the_first_returns()
    {
        await BeginPromotableAsync("");
        await Cluster.PcsAsync($"node standby {string.Join(' ', PacemakerCluster.Nodes)}");
        await Cluster.DoAsync("settled");
        var (first, other) = (Standbys[1], Standbys[0]);

        await ComesAsync(first);
        Assert.Equal(first, await Cluster.DoAsync("director"));
        var host = await Cluster.HostAsync();
        await ComesAsync(other);
        Assert.Equal(host, await Cluster.HostAsync());

        await Cluster.PcsAsync($"node standby {first}");
        await Cluster.DoAsync("settled");
        Assert.Equal(other, await Cluster.DoAsync("director"));
        host = await Cluster.HostAsync();
        await ComesAsync(first);
        Assert.Equal(host, await Cluster.HostAsync());

        async Task ComesAsync(string node)
        {
            await Cluster.PcsAsync($"node unstandby {node}");
            await Cluster.DoAsync("settled");
        }
    }

    private static IEnumerable<string> Lines(string? drained) => PacemakerCluster.Nodes.Select(node => $"{AddressOf(node)} {(node == drained ? 0 : 1)}");
}

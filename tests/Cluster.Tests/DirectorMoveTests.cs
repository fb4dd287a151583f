namespace LvsPluggable.Cluster.Tests;

/// <summary>Which of two directors directs.</summary>
public sealed class DirectorMoveTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
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
}

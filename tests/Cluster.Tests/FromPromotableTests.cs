namespace LvsPluggable.Cluster.Tests;

/// <summary>What docs/from-promotable.md has in place of an agent of one's own around ldirectord, with the command that stands there.</summary>
public sealed class FromPromotableTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    [SkippableFact]
    public async Task All_nodes_serve_by_fewest_connections_and_one_without_its_database_leaves_and_comes_back()
    {
        await BeginAsWrittenAsync("promotable");
        var all = PacemakerCluster.Nodes.Select(node => $"{AddressOf(node)} 1").ToList();
        await Cluster.TableBecomesAsync(all, Patience, "every node should be a real server.");
        var director = await Cluster.DoAsync("director");
        Assert.Contains("-A -t 10.77.0.50:5432 -s lc", await Cluster.DoAsync("on", director, "ipvsadm-save", "-n"), StringComparison.Ordinal);
        // Each has as many as the others, so the next one goes where the fewest are.
        var sessions = await OpenSessionsAsync(servers: 3);
        var lost = Standbys[0];

        await Cluster.DoAsync("kill-postgres", lost);
        await Cluster.TableBecomesAsync(all.Where(line => line != $"{AddressOf(lost)} 1"), Patience, "a node without its database should have left.");
        foreach (var session in sessions.Where(session => session.Server != lost))
        {
            await session.GoesOnAsync();
        }

        await Cluster.DoAsync("start-postgres", lost);
        await Cluster.TableBecomesAsync(all, Patience, "it should have come back.");
        Assert.Equal(director, await Cluster.DoAsync("director"));
    }
}

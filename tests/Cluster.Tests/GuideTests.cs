namespace LvsPluggable.Cluster.Tests;

/// <summary>What docs/plugins.md says is done on a cluster, with the plugin that it has made at the desk.</summary>
public sealed class GuideTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    [SkippableFact]
    public async Task The_plugin_of_the_guide_is_dropped_in_and_upgraded_and_no_session_is_cut()
    {
        await BeginAsWrittenAsync("readme");
        try
        {
            await Cluster.GuideAsync("On the cluster");
            // Of three servers one is in a pool that the guide leaves out later.
            var session = (await OpenSessionsAsync(servers: 2)).First(session => session.Server != PacemakerCluster.Nodes[0]);

            await Cluster.GuideAsync("Upgrade");
            await session.GoesOnAsync();
        }
        finally
        {
            await Cluster.DoAsync("plugin", "");
        }
    }
}

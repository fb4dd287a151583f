namespace LvsPluggable.Cluster.Tests;

/// <summary>What docs/plugins.md says is done on a cluster, with the plugin that it has made at the desk.</summary>
public sealed class GuideTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    [SkippableFact]
    public async Task The_plugin_of_the_guide_is_dropped_in_upgraded_and_removed_and_no_session_is_cut()
    {
        await BeginAsWrittenAsync("readme");
        try
        {
            await Cluster.GuideAsync("On the cluster");
            // Of three servers one is in a pool that the guide leaves out later, and one is no standby.
            var session = (await OpenSessionsAsync(servers: 3)).First(session => session.Server != PacemakerCluster.Nodes[0] && session.Server != Primary);

            await Cluster.GuideAsync("Upgrade");
            await session.GoesOnAsync();

            await MoveAsync("/etc/lvsdr/plugins/Acme", "/run/Acme");
            await Cluster.UpdateAsync("check_interval=3s");
            await StatusSaysAsync("belonged to plugin acme 1.1.0.0", "without the plugin the status should be degraded.");
            await Cluster.TableBecomesAsync(PacemakerCluster.Nodes.Skip(1).Select(node => $"{AddressOf(node)} 2"), Patience, "the last list should be held.");
            await session.GoesOnAsync();

            await MoveAsync("/run/Acme", "/etc/lvsdr/plugins/Acme");
            await Cluster.UpdateAsync("check_interval=");
            await StatusSaysAsync("source acme: 2 real servers", "the plugin that is back should be in use.");

            await Cluster.GuideAsync("Remove");
            await Cluster.TableBecomesAsync(AllLines, Patience * 3, "without the plugin the standbys should be the real servers again.");
            await session.GoesOnAsync();
        }
        finally
        {
            await Cluster.DoAsync("plugin", "");
        }
    }

    // Each node has a folder of its own for plugins.
    private async Task MoveAsync(string from, string to)
    {
        foreach (var node in PacemakerCluster.Nodes)
        {
            await Cluster.DoAsync("on", node, "mv", from, to);
        }
    }

    private Task StatusSaysAsync(string words, string what) => Eventually.MeetsAsync(
        said => said.Contains(words, StringComparison.Ordinal), () => Cluster.DoAsync("status"), what, Patience * 3);
}

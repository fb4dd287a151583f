namespace LvsPluggable.Cluster.Tests;

/// <summary>A director's node that sees no real server, while others see some.</summary>
public sealed class BlindNodeTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    private const string Eyes = "realserver_check_active_real_server_script";

    [SkippableFact]
    public async Task It_hands_over_to_a_node_whose_host_in_standby_sees_more()
    {
        await BeginPromotableAsync("""weight_of_realservers="node1 node2 node3" """);
        foreach (var node in PacemakerCluster.Nodes)
        {
            await Cluster.DoAsync("on", node, "bash", "-ec", "printf '#!/bin/sh\n[ -e /run/blind ] || echo t\n' >/run/sees; chmod 0755 /run/sees");
        }

        try
        {
            await Cluster.PcsAsync($"resource update reads {Eyes}=/run/sees");
            await AsWrittenAsync("pcs resource update reads warm=true publish_attribute");
            await AsWrittenAsync("pcs constraint location reads-clone rule constraint-id=blind");
            await FitBecomesAsync("node1=3 node2=3 node3=3");
            var blind = await Cluster.DoAsync("director");

            await Cluster.DoAsync("on", blind, "touch", "/run/blind");

            await Eventually.MeetsAsync(
                director => director.Length > 0 && director != blind, () => Cluster.DoAsync("director"), "another node should direct.", Patience * 3);
            await Cluster.DoAsync("settled");
            await FitBecomesAsync(string.Join(' ', PacemakerCluster.Nodes.Select(node => $"{node}={(node == blind ? 0 : 3)}")));

            // With nobody who sees more it stays. It is the last that is made blind, or it would go to one that is about to be.
            var director = await Cluster.DoAsync("director");
            foreach (var node in PacemakerCluster.Nodes.Where(node => node != director))
            {
                await Cluster.DoAsync("on", node, "touch", "/run/blind");
            }

            await FitBecomesAsync(string.Join(' ', PacemakerCluster.Nodes.Select(node => $"{node}={(node == director ? 3 : 0)}")));
            await Cluster.DoAsync("on", director, "touch", "/run/blind");
            await FitBecomesAsync("node1=0 node2=0 node3=0");
            await Cluster.DoAsync("settled");
            Assert.Equal(director, await Cluster.DoAsync("director"));

            await Cluster.PcsAsync("resource update reads publish_attribute=");
            await FitBecomesAsync("");
        }
        finally
        {
            foreach (var node in PacemakerCluster.Nodes)
            {
                await Cluster.DoAsync("on", node, "rm", "-f", "/run/blind");
            }

            await Cluster.PcsAsync("constraint delete blind");
        }
    }

    private Task FitBecomesAsync(string expected) => Eventually.EqualAsync(
        expected,
        async () =>
        {
            var said = await Cluster.RunAsync("on", Primary, "attrd_updater", "--query", "--all", "--name", "reads-fit");
            var values = said.Output.Split('\n').Select(line => line.Split('"')).Where(parts => parts.Length > 5 && parts[5].Length > 0);
            return string.Join(' ', values.Select(parts => $"{parts[3]}={parts[5]}").Order(StringComparer.Ordinal));
        },
        "the attribute should say how many each node sees.", Patience * 3);
}

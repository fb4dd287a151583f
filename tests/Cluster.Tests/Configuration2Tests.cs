namespace LvsPluggable.Cluster.Tests;

/// <summary>A script that asks the primary for its standbys; a host outside the cluster joins.</summary>
public sealed class Configuration2Tests(PacemakerCluster cluster) : ConfigurationTests(cluster)
{
    internal const string Text = """
        default_weight="0" weight_of_realservers="node1,1 node2,1 node3,1 10.77.0.4,1" realserver_get_real_servers_script="/opt/tools/get_active_slaves psql \"host=10.77.0.60 port=5432 dbname=postgres user=postgres\""
        """;

    internal const string Emptied = "default_weight= realserver_get_real_servers_script=";

    private protected override string Parameters => $"{Text} {Slowly}";

    private protected override bool HasOutside => true;

    [SkippableFact]
    public async Task A_host_without_a_weight_is_in_the_table_with_weight_0()
    {
        await BeginWithTableAsync();

        await Cluster.UpdateAsync("weight_of_realservers=\"node1,1 node2,1 node3,1\"");

        await Cluster.TableBecomesAsync(
            [.. Standbys.Select(node => $"{AddressOf(node)} 1"), "10.77.0.4 0"],
            Patience,
            "the host outside, which has no weight now, should be in the table with weight 0.");
    }
}

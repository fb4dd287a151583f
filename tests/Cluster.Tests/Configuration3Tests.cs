namespace LvsPluggable.Cluster.Tests;

/// <summary>Hosts in a list, and a script that checks each.</summary>
public sealed class Configuration3Tests(PacemakerCluster cluster) : ConfigurationTests(cluster)
{
    internal const string Text = """
        weight_of_realservers="node1 node2 node3 10.77.0.4" realserver_check_active_real_server_script="/opt/tools/check_active_slave psql \"port=5432 dbname=postgres user=postgres\" -h"
        """;

    private protected override string Parameters => Text;

    private protected override bool HasOutside => true;
}

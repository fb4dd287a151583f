namespace LvsPluggable.Cluster.Tests;

/// <summary>The Postgres plugin in place of both scripts, with nothing slowed down.</summary>
public sealed class Configuration4Tests(PacemakerCluster cluster) : ConfigurationTests(cluster)
{
    internal const string Text = """
        default_weight="0" weight_of_realservers="node1,1 node2,1 node3,1 10.77.0.4,1" postgres_source="host=10.77.0.60 port=5432 dbname=postgres user=postgres" postgres_check="dbname=postgres user=postgres"
        """;

    private protected override string Parameters => Text;

    private protected override bool HasOutside => true;
}

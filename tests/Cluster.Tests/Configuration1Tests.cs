namespace LvsPluggable.Cluster.Tests;

/// <summary>The nodes that run lvsdr-realsvr, and the attribute that the pgsql agent sets.</summary>
public sealed class Configuration1Tests(PacemakerCluster cluster) : ConfigurationTests(cluster)
{
    internal const string Text = """
        realserver_dependent_resource="lvsdr-realsvr-clone" realserver_dependent_attribute_name="pgsql-status" realserver_dependent_attribute_value="HS:sync|HS:potential|HS:async" virtual_service_options="-s rr"
        """;

    internal const string Emptied = """
        realserver_dependent_resource= realserver_dependent_attribute_name= realserver_dependent_attribute_value=
        """;

    private protected override string Parameters => $"{Text} {Slowly}";

    private protected override bool HasOutside => false;
}

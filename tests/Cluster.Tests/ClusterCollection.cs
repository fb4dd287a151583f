namespace LvsPluggable.Cluster.Tests;

/// <summary>All tests use the one cluster, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterCollection : ICollectionFixture<PacemakerCluster>
{
    public const string Name = "cluster";
}

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>Tests on servers in containers, one after another: they share the servers.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ContainersCollection : ICollectionFixture<Clusters>
{
    public const string Name = "Containers";
}

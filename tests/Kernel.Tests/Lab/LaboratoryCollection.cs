namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>The tests that share one laboratory; they run one after another, as they share its IPVS table too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LaboratoryCollection : ICollectionFixture<Laboratory>
{
    public const string Name = "laboratory";
}

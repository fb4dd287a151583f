namespace LvsPluggable.Kernel.Tests;

/// <summary>All tests that use the kernel's one IPVS table: one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelCollection : ICollectionFixture<KernelTable>
{
    public const string Name = "kernel";
}

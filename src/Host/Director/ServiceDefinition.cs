using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>One virtual service as it should be run: what the parameters and plugins ask for.</summary>
internal sealed record ServiceDefinition
{
    /// <summary>The virtual service as the kernel should have it.</summary>
    public required VirtualService Service { get; init; }

    public required IReadOnlyList<SourceRegistration> Sources { get; init; }

    public required IReadOnlyList<CheckRegistration> Checks { get; init; }

    public required DiscoverySettings Discovery { get; init; }

    public CheckSettings Checking { get; init; } = new();

    public WeightRules Weights { get; init; } = new();

    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(60);
}

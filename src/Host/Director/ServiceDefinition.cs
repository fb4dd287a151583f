using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>One virtual service, or several that have the same real servers, as they should be run: what the parameters and plugins ask for.</summary>
internal sealed record ServiceDefinition
{
    /// <summary>The name by which people know it or its pool; empty where there is only one.</summary>
    public string Name { get; init; } = "";

    /// <summary>All that it was made from; empty where that is not known.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The virtual services that have the same real servers, one at least, as the kernel should have them.</summary>
    public required IReadOnlyList<VirtualService> Services { get; init; }

    /// <summary>The one by whose port real servers are known; the others are its twins.</summary>
    public VirtualService Service => Services[0];

    /// <summary>What selects each of <see cref="Services"/>.</summary>
    public IEnumerable<ServiceKey> Keys => Services.Select(service => service.Key);

    /// <summary>Real servers of <see cref="Service"/>, as they are in one of <see cref="Services"/>.</summary>
    public IReadOnlyList<Destination> In(VirtualService service, IReadOnlyList<Destination> servers) => service.Key.Port == Service.Key.Port
        ? servers
        : [.. servers.Select(server => server with { EndPoint = KernelTables.Place(server.EndPoint, Service.Key.Port, service.Key.Port) })];

    public required IReadOnlyList<SourceRegistration> Sources { get; init; }

    public required IReadOnlyList<CheckRegistration> Checks { get; init; }

    public required DiscoverySettings Discovery { get; init; }

    public CheckSettings Checking { get; init; } = new();

    public WeightRules Weights { get; init; } = new();

    /// <summary>How real servers are told to the kernel.</summary>
    public DestinationRules Destinations { get; init; } = new();

    public FailureAction OnFailure { get; init; }

    /// <summary>How servers that join climb to their weight; null when they have it at once.</summary>
    public SlowStartSettings? SlowStart { get; init; }

    /// <summary>What weights in the kernel's table are multiplied by.</summary>
    public int Scale => SlowStart is null ? 1 : SlowStartSettings.Scale;

    /// <summary>How long servers that fail again and again are kept out; null when they are not.</summary>
    public FlapSettings? Flaps { get; init; }

    /// <summary>How much weight should be left; null when any will do.</summary>
    public QuorumSettings? Quorum { get; init; }

    /// <summary>What serves while no real server has weight; null when nothing does.</summary>
    public RealServer? Fallback { get; init; }

    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a server may be in doubt, with weight 0, before it is removed.</summary>
    public TimeSpan DoubtTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// What the list of real servers depends on, apart from the sources' answers: a list that is remembered is of use only where it is the
    /// same. It takes a library to say, so it is said only where a list is remembered.
    /// </summary>
    public Lazy<string> ListedBy { get; init; } = new("");
}

using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>What the real servers of one virtual service, or of several, are read from.</summary>
internal sealed record PoolInput
{
    /// <summary>The parameters.</summary>
    public required ParameterValues Settings { get; init; }

    /// <summary>What selects the virtual services; the first is the one that plugins are told of. None where that is wrong.</summary>
    public required IReadOnlyList<ServiceKey> Keys { get; init; }

    /// <summary>The virtual services, in that order; none where they are wrong.</summary>
    public required IReadOnlyList<VirtualService> Services { get; init; }

    /// <summary>Whether all is there that a definition is made of.</summary>
    public bool IsComplete => Settings.IsComplete && Keys.Count > 0 && Services.Count > 0;

    /// <summary>Which real servers can be reached.</summary>
    /// <exception cref="UnreadableValueException">A value that it is made of is wrong.</exception>
    public ReachRules Reach => field ??= ForwardingSettings.Reach(Settings, Keys);

    /// <summary>Gets a sentence for each mistake; with any there is no definition.</summary>
    public List<string> Mistakes { get; init; } = [];
}

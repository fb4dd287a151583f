using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Director;

/// <summary>What is kept of a virtual service's real servers when its parameters change.</summary>
internal sealed record ServiceMemory
{
    public static ServiceMemory None { get; } = new();

    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>Whether the quorum was down; null when that was never known.</summary>
    public bool? IsQuorumDown { get; init; }

    /// <summary>What of plugins' calls was left behind and still runs, by name of source or check. What calls cost is counted anew.</summary>
    public IReadOnlyDictionary<string, Leftovers> Leftovers { get; init; } = new Dictionary<string, Leftovers>(StringComparer.Ordinal);

    public IReadOnlyDictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>> Health { get; init; } =
        new Dictionary<IPEndPoint, IReadOnlyDictionary<string, CheckState>>();
}

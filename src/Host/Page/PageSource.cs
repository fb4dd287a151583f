using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Page;

/// <summary>What the status page shows, of one host or of all on this machine.</summary>
internal sealed record PageSource
{
    /// <summary>Looks how the hosts are now; it may take seconds.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<HostStatus>>> Look { get; init; }

    /// <summary>Writes what was seen as <c>lvsdr status --json</c> does.</summary>
    public required Func<IReadOnlyList<HostStatus>, byte[]> Write { get; init; }

    /// <summary>Why the hosts do not do their work, as the agent's monitor would say it, in words; null when they do.</summary>
    public required Func<IReadOnlyList<HostStatus>, string?> Failure { get; init; }

    /// <summary>What answers at <c>/metrics</c>.</summary>
    public required WebEndpoint Metrics { get; init; }

    /// <summary>What happened, the oldest first, by instance; read from the disk.</summary>
    public required Func<IReadOnlyDictionary<string, IEnumerable<Notice>>> Histories { get; init; }
}

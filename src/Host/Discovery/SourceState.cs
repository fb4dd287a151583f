using System.Net;

namespace LvsPluggable.Host.Discovery;

/// <summary>What is known from one source.</summary>
internal sealed record SourceState
{
    public required string Name { get; init; }

    /// <summary>The last list it gave, with addresses; null as long as it never gave one.</summary>
    public IReadOnlyList<RealServer>? Servers { get; init; }

    /// <summary>Whether it has answered or failed at least once.</summary>
    public bool WasAsked { get; init; }

    /// <summary>When it gave that list; null as long as it never gave one.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>Why the list is not known now; null when it is.</summary>
    public string? Problem { get; init; }

    /// <summary>Since when the list is not known.</summary>
    public DateTimeOffset? ProblemSince { get; init; }

    /// <summary>Why the list is known, but less than it should be; null when it is not.</summary>
    public string? Degraded { get; init; }

    /// <summary>Whether there may be more servers than it listed.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The addresses of the primary that the servers follow, as of the last list; none where there is none or it is not known.</summary>
    public IReadOnlyList<IPAddress> Primary { get; init; } = [];

    /// <summary>Hosts of the list that have no address, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Unresolved { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Hosts of the list whose last address stays, with the reason why it cannot be looked up.</summary>
    public IReadOnlyDictionary<string, string> Kept { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

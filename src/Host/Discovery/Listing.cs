using System.Net;

namespace LvsPluggable.Host.Discovery;

/// <summary>What all sources together say, as far as they have spoken: given a list at least once.</summary>
internal sealed record Listing
{
    /// <summary>The servers that are listed for certain, whatever a source that has not spoken yet will say.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    /// <summary>Whether every source has spoken, and of all servers that it knows.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether a source says that there may be more servers than it lists.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Whether it is not complete although all sources were asked, so that nothing better may come for long.</summary>
    public required bool CannotBeKnown { get; init; }

    /// <summary>Whether a server that is no candidate may yet become one when the other sources speak.</summary>
    public required Func<IPEndPoint, bool> IsOpen { get; init; }
}

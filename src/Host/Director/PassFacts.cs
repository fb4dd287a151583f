using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>What is known at the beginning of a pass.</summary>
/// <param name="tables">What the kernel has.</param>
/// <param name="sources">What each source said.</param>
/// <param name="fallback">What is known of the fallback server; null when there is none.</param>
/// <param name="discovery">How lists are merged.</param>
internal sealed class PassFacts(
    KernelTables tables, IReadOnlyList<SourceState> sources, SourceState? fallback, DiscoverySettings discovery)
{
    /// <summary>The kernel's table of each virtual service.</summary>
    public IReadOnlyList<KernelTable> Tables { get; } = tables.Each;

    /// <summary>The kernel's tables as one.</summary>
    public KernelTable Table { get; } = tables.Together;

    /// <summary>What the sources say of real servers.</summary>
    public Listing Listing { get; } = Merged(sources, fallback, discovery);

    /// <summary>What each source said, and what is known of the fallback server.</summary>
    public IReadOnlyList<SourceState> Sources { get; } = fallback is null ? sources : [.. sources, fallback];

    /// <summary>The fallback server; null when there is none, or it has no address yet.</summary>
    public Candidate? Fallback { get; } = fallback is null
        ? null
        : CandidateMerger.Merge([fallback], MergeMode.Any, discovery.Port).Candidates is [var server, ..] ? server : null;

    /// <summary>Whether a member is the fallback server, or was, and is no real server now.</summary>
    public bool IsFallback(Member member) =>
        (member.IsFallback || member.Candidate.EndPoint.Equals(Fallback?.EndPoint))
        && !Listing.Candidates.Any(candidate => candidate.EndPoint.Equals(member.Candidate.EndPoint));

    // Until the fallback server's address is known, a server of the kernel's table that nobody lists may be it.
    private static Listing Merged(IReadOnlyList<SourceState> sources, SourceState? fallback, DiscoverySettings discovery)
    {
        var listing = CandidateMerger.Merge(sources, discovery.Merge, discovery.Port);
        return fallback is { WasAsked: false } ? listing with { IsOpen = _ => true } : listing;
    }
}

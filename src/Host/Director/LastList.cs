using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director;

/// <summary>The last list of one virtual service, as it is kept beyond the life of the host.</summary>
/// <param name="definition">The service.</param>
/// <param name="memory">Where it is kept.</param>
internal sealed class LastList(ServiceDefinition definition, IServerMemory memory)
{
    private readonly bool _isInParameters = definition.Scale == 1 && definition.Sources.All(source => source.Defaults.IsConstant);
    private IReadOnlyList<RememberedServer>? _kept;

    /// <summary>The list that a host before this one kept; empty when there is none.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public Task<IReadOnlyList<RememberedServer>> RecallAsync(CancellationToken stopping) => memory.RecallAsync(definition, stopping);

    /// <summary>Keeps what a pass has found, where that is another list than before.</summary>
    /// <param name="listing">What the sources say; an incomplete one replaces nothing.</param>
    /// <param name="members">The real servers.</param>
    public void Keep(Listing listing, IReadOnlyList<Member> members)
    {
        if (!listing.IsComplete)
        {
            return;
        }

        IReadOnlyList<RememberedServer> servers = IsSaidByParameters(members) ? [] :
        [
            .. members.Where(member => !member.IsFallback)
                .Select(member => new RememberedServer { Candidate = member.Candidate, LeavingSince = member.LeavingSince, Scale = definition.Scale }),
        ];
        if (_kept is null || servers.Count != _kept.Count || servers.Zip(_kept).Any(pair => !pair.First.IsSameAs(pair.Second)))
        {
            _kept = servers;
            memory.Remember(definition, servers);
        }
    }

    // They say it again, in the same way.
    private bool IsSaidByParameters(IReadOnlyList<Member> members) =>
        _isInParameters && members.All(member => member.IsFallback || (member.LeavingSince is null && member.Candidate.IsKnownByAddress));
}

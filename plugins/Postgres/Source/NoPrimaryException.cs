using LvsPluggable.Postgres.Failures;

namespace LvsPluggable.Postgres.Source;

/// <summary>No server of the source's connection string says that it is the primary.</summary>
/// <param name="failure">The same in words.</param>
/// <param name="probes">What each server said.</param>
/// <param name="unresolved">The hosts that have no address.</param>
internal sealed class NoPrimaryException(Failure failure, IReadOnlyList<Probe> probes, IReadOnlyList<string> unresolved)
    : FailureException(failure)
{
    public IReadOnlyList<Probe> Probes => probes;

    public IReadOnlyList<string> Unresolved => unresolved;
}

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>What the cluster may have against the node that a real server is. While nothing is known of it nobody is kept out.</summary>
/// <param name="question">Asks about the node.</param>
/// <param name="usual">What is said where the cluster has nothing against it.</param>
/// <param name="suspicion">What is not known to be so where the cluster cannot be seen, in words.</param>
internal abstract class NodeCheck(NodeQuestion question, HealthResult usual, string suspicion) : IHealthCheck, IWakeable
{
    private bool _isKnown;

    /// <summary>What is said where the cluster has nothing against it.</summary>
    protected HealthResult Usual => usual;

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await question.AskAsync(Judge, usual, cancellationToken);
            if (result.Status != HealthStatus.Unknown)
            {
                _isKnown = true;
                return result;
            }

            return _isKnown ? result : Unlikely(result.Reason);
        }
        catch (Exception problem) when (problem is not OperationCanceledException && !_isKnown)
        {
            return Unlikely(problem.Message);
        }
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => await question.WaitForChangeAsync(cancellationToken);

    public ValueTask DisposeAsync() => question.DisposeAsync();

    /// <summary>Judges the node, which is null where the server is none.</summary>
    protected abstract HealthResult Judge(ClusterState state, ClusterNode? node);

    // Nobody should be kept out because a cluster that lists no servers cannot be seen.
    private HealthResult Unlikely(string? problem) => HealthResult.Recovered($"not known to be {suspicion}: {problem}");
}

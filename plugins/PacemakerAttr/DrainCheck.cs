namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Whether an operator has set the attribute that drains the node that a real server is.</summary>
internal sealed class DrainCheck(NodeQuestion question, string attribute) : IHealthCheck, IWakeable
{
    private static readonly HealthResult NotDrained = HealthResult.Recovered("not drained");

    private bool _isKnown;

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await question.AskAsync(Judge, NotDrained, cancellationToken);
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

    private HealthResult Judge(ClusterNode? node) => node is not null && node.Attributes.TryGetValue(attribute, out var value) && IsYes(value)
        ? HealthResult.Drain($"attribute {attribute} is \"{value}\" on {node.Name}")
        : NotDrained;

    // As crm_is_true of Pacemaker's libraries has it.
    private static bool IsYes(string value) => value.ToUpperInvariant() is "TRUE" or "ON" or "YES" or "Y" or "1";

    // Nobody should be kept out because a cluster that lists no servers cannot be seen.
    private static HealthResult Unlikely(string? problem) => HealthResult.Recovered($"not known to be drained: {problem}");
}

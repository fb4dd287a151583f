namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Whether the node that a real server is has an attribute with a right value.</summary>
internal sealed class AttributeCheck(NodeQuestion question, AttributeRule rule) : IHealthCheck, IWakeable
{
    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => await question.AskAsync(
        (_, node) => node is null
            ? HealthResult.Unhealthy($"{question.Host} is no node of the cluster, so it has no attribute {rule.Name}")
            : rule.Judge(node),
        HealthResult.Unhealthy("this partition of the cluster has no quorum"),
        cancellationToken);

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => await question.WaitForChangeAsync(cancellationToken);

    public ValueTask DisposeAsync() => question.DisposeAsync();
}

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Whether the node that a real server is has an attribute with a right value.</summary>
internal sealed class AttributeCheck : IHealthCheck, IWakeable
{
    private readonly RealServer _server;
    private readonly AttributeRule _rule;
    private readonly ClusterView _view;
    private readonly NodeFinder _nodes;
    private readonly TimeProvider _time;
    private readonly TimeSpan _deadline;
    private long _seen;

    /// <param name="server">The real server, with its address.</param>
    /// <param name="rule">What the attribute must be.</param>
    /// <param name="view">The cluster.</param>
    /// <param name="nodes">Finds the server's node.</param>
    /// <param name="time">The clock.</param>
    /// <param name="deadline">
    /// When to give up; before the caller does, because to the caller a late check is a failure, and a cluster that does not answer
    /// says nothing about the server.
    /// </param>
    public AttributeCheck(
        RealServer server, AttributeRule rule, ClusterView view, NodeFinder nodes, TimeProvider time, TimeSpan deadline)
    {
        _server = server;
        _rule = rule;
        _view = view;
        _nodes = nodes;
        _time = time;
        _deadline = deadline;
        view.AddUser();
    }

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        _seen = _view.Changes;
        using var late = new CancellationTokenSource(_deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var state = await _view.GetAsync(either.Token);
            return state.HasQuorum
                ? await JudgeAsync(state, either.Token)
                : HealthResult.Unhealthy("this partition of the cluster has no quorum");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return HealthResult.Unknown($"neither crm_mon nor the resolver answered within {_deadline.TotalSeconds:0.##} s");
        }
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken) =>
        await _view.WaitForChangeAsync(_seen, cancellationToken);

    public ValueTask DisposeAsync() => _view.RemoveUserAsync();

    private async Task<HealthResult> JudgeAsync(ClusterState state, CancellationToken cancellationToken)
    {
        var (node, doubt) = await _nodes.FindAsync(_server, state.Nodes, cancellationToken);
        if (node is not null)
        {
            return _rule.Judge(node);
        }

        return doubt is null
            ? HealthResult.Unhealthy($"{_server.Host} is no node of the cluster, so it has no attribute {_rule.Name}")
            : HealthResult.Unknown($"it cannot be told which node {_server.Host} is: {doubt}");
    }
}

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Asks the cluster about the node that a real server is.</summary>
internal sealed class NodeQuestion : IAsyncDisposable
{
    private readonly RealServer _server;
    private readonly ClusterView _view;
    private readonly NodeFinder _nodes;
    private readonly TimeProvider _time;
    private readonly TimeSpan _deadline;
    private long _seen;

    /// <param name="server">The real server, with its address.</param>
    /// <param name="view">The cluster.</param>
    /// <param name="nodes">Finds the server's node.</param>
    /// <param name="time">The clock.</param>
    /// <param name="deadline">
    /// When to give up; before the caller does, because to the caller a late check is a failure, and a cluster that does not answer
    /// says nothing about the server.
    /// </param>
    public NodeQuestion(RealServer server, ClusterView view, NodeFinder nodes, TimeProvider time, TimeSpan deadline)
    {
        _server = server;
        _view = view;
        _nodes = nodes;
        _time = time;
        _deadline = deadline;
        view.AddUser();
    }

    /// <summary>The name by which the server is known.</summary>
    public string Host => _server.Host;

    /// <summary>Asks.</summary>
    /// <param name="judge">Judges the node, which is null where the server is none, in this state of the cluster.</param>
    /// <param name="withoutQuorum">What is said where this partition has no quorum and sees nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">The cluster cannot be seen; the message is for people.</exception>
    /// <exception cref="TimeoutException">The same, because it took too long.</exception>
    public async Task<HealthResult> AskAsync(
        Func<ClusterState, ClusterNode?, HealthResult> judge, HealthResult withoutQuorum, CancellationToken cancellationToken)
    {
        _seen = _view.Changes;
        using var late = new CancellationTokenSource(_deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var state = await _view.GetAsync(either.Token);
            if (!state.HasQuorum)
            {
                return withoutQuorum;
            }

            var (node, doubt) = await _nodes.FindAsync(_server, state.Nodes, either.Token);
            return node is null && doubt is not null
                ? HealthResult.Unknown($"it cannot be told which node {Host} is: {doubt}")
                : judge(state, node);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return HealthResult.Unknown($"neither crm_mon nor the resolver answered within {_deadline.TotalSeconds:0.##} s");
        }
    }

    /// <summary>Completes when the cluster has changed since the last answer.</summary>
    public Task WaitForChangeAsync(CancellationToken cancellationToken) => _view.WaitForChangeAsync(_seen, cancellationToken);

    public ValueTask DisposeAsync() => _view.RemoveUserAsync();
}

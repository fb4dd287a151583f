namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Nodes of the cluster as real servers.</summary>
internal sealed class ClusterSource : IRealServerSource, IWakeable
{
    private readonly ClusterView _view;
    private readonly Func<ClusterState, IEnumerable<string>> _select;
    private long _seen;

    /// <param name="view">The cluster.</param>
    /// <param name="select">The names of the nodes, from a state of a cluster that has quorum.</param>
    public ClusterSource(ClusterView view, Func<ClusterState, IEnumerable<string>> select)
    {
        _view = view;
        _select = select;
        view.AddUser();
    }

    /// <summary>Chooses the nodes that run a resource.</summary>
    /// <exception cref="InvalidOperationException">Thrown by the choice: the cluster has no such resource, which may come back.</exception>
    public static Func<ClusterState, IEnumerable<string>> NodesOf(string resource, ResourceRole? role) => state =>
        state.ResourceIds.Contains(ResourceInstance.WithoutSuffix(resource))
            ? state.NodesOf(resource, role)
            : throw new InvalidOperationException($"the cluster has no resource, group, clone or bundle \"{resource}\"");

    public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        _seen = _view.Changes;
        var state = await _view.GetAsync(cancellationToken);
        return state.HasQuorum ? [.. _select(state).Select(node => new RealServer { Host = node })] : [];
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken) =>
        await _view.WaitForChangeAsync(_seen, cancellationToken);

    public ValueTask DisposeAsync() => _view.RemoveUserAsync();
}

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>The clone of the agent lvs: a node is a real server where it runs, unless it has been told there that it is none.</summary>
internal sealed class LvsClone
{
    private const string ServeAttribute = "lvsdr-serve-";

    private readonly string _id;

    private LvsClone(string id) => _id = id;

    /// <summary>The clone that this is the director of; null where it is that of none.</summary>
    public static LvsClone? Named(string? id) => string.IsNullOrEmpty(id) ? null : new LvsClone(ResourceInstance.WithoutSuffix(id));

    /// <summary>The nodes that are real servers.</summary>
    /// <exception cref="InvalidOperationException">The cluster has no such clone.</exception>
    public IEnumerable<string> Nodes(ClusterState state)
    {
        var idle = state.Nodes.Where(IsIdle).Select(node => node.Name);
        return ClusterSource.NodesOf(_id, role: null)(state).Except(idle, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// What speaks against sending anything to a node; null where nothing does. While the cluster does not manage the clone, or does not see the
    /// node, it does not know what is there. Where the clone does not run it may be about to, or the cluster may not have looked yet.
    /// </summary>
    public HealthResult? ObjectionTo(ClusterNode node, ClusterState state)
    {
        if (!node.IsUp || state.UnmanagedIds.Contains(_id))
        {
            return null;
        }

        if (IsIdle(node))
        {
            return HealthResult.Unhealthy($"{_id} has serve=false on {node.Name}");
        }

        if (state.Instances.Any(instance => instance.HasId(_id) && instance.Node.Equals(node.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var reason = $"{_id} does not run on {node.Name}";
        return node.IsStandby ? HealthResult.Unhealthy($"{reason}, which is in standby") : HealthResult.Failing(reason);
    }

    private bool IsIdle(ClusterNode node) => node.Attributes.TryGetValue(ServeAttribute + _id, out var serves) && serves == "false";
}

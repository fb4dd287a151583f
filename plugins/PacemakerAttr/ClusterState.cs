namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>What one look at the cluster showed.</summary>
internal sealed record ClusterState
{
    public required bool HasQuorum { get; init; }

    public required IReadOnlyList<ClusterNode> Nodes { get; init; }

    /// <summary>Everything that runs, whatever became of the node it runs on.</summary>
    public required IReadOnlyList<ResourceInstance> Instances { get; init; }

    /// <summary>Every id of a resource, group, clone or bundle, running or not.</summary>
    public required IReadOnlySet<string> ResourceIds { get; init; }

    /// <summary>The ids among them that the cluster leaves alone now, as in maintenance: it does not know then what runs.</summary>
    public IReadOnlySet<string> UnmanagedIds { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The nodes that get connections when no resource is named.</summary>
    public IEnumerable<string> UsableNodes =>
        Nodes.Where(node => node.IsUp && !node.IsStandby && !node.IsBundleGuest).Select(node => node.Name);

    /// <summary>The usable nodes that run a resource.</summary>
    /// <param name="id">Its own id or that of a group, clone or bundle around it.</param>
    /// <param name="role">The role it must have; null for any in which it runs.</param>
    public IEnumerable<string> NodesOf(string id, ResourceRole? role)
    {
        var running = Instances
            .Where(instance => instance.HasId(id) && (role is null || instance.Role == role))
            .Select(instance => instance.Node)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Nodes.Where(node => node.IsUp && !node.IsStandby && running.Contains(node.Name)).Select(node => node.Name);
    }
}

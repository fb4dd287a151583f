namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>
/// Believes that a node is gone only when it is still gone a moment later. When a controller daemon restarts, or a partition
/// heals, healthy nodes are shown as offline for a few hundredths of a second, and leaving would cut their connections.
/// </summary>
internal sealed class SteadyNodes
{
    /// <summary>How long a node must be gone. Two to three times what was seen on slow machines.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private ClusterState? _accepted;
    private TimeSpan? _goneSince;

    /// <summary>The state to go by.</summary>
    /// <param name="seen">What was seen.</param>
    /// <param name="now">The time since some fixed moment.</param>
    /// <returns>The given state, or the one before while it is in doubt.</returns>
    public ClusterState Accept(ClusterState seen, TimeSpan now)
    {
        var up = seen.Nodes.Where(node => node.IsUp).Select(node => node.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var isAnyGone = _accepted?.Nodes.Any(node => node.IsUp && !up.Contains(node.Name)) ?? false;
        _goneSince = isAnyGone ? _goneSince ?? now : null;
        if (_goneSince is { } since && now - since < Patience)
        {
            return _accepted!;
        }

        _goneSince = null;
        _accepted = seen;
        return seen;
    }

    /// <summary>Nothing could be seen: nodes that are gone when something can be again, have not been gone since before.</summary>
    public void Interrupted() => _goneSince = null;
}

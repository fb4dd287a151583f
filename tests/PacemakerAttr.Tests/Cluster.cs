namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

/// <summary>Makes states of clusters.</summary>
internal static class Cluster
{
    public static ClusterNode Node(string name, string? status = null) => new()
    {
        Name = name,
        IsUp = true,
        Attributes = status is null
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal) { ["pgsql-status"] = status },
    };

    public static ClusterState Of(params ClusterNode[] nodes) => new()
    {
        HasQuorum = true,
        Nodes = nodes,
        Instances = [],
        ResourceIds = new HashSet<string>(StringComparer.Ordinal),
    };
}

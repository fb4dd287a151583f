namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>
/// Whether the clone makes a real server of the node that a server is, whoever lists it: without the virtual address a node does not
/// answer, however well its service is. What is no node of the cluster is nothing of the clone's.
/// </summary>
internal sealed class CloneCheck(NodeQuestion question, LvsClone clone)
    : NodeCheck(question, HealthResult.Recovered("nothing speaks against the node"), "without the virtual address")
{
    protected override HealthResult Judge(ClusterState state, ClusterNode? node) =>
        (node is null ? null : clone.ObjectionTo(node, state)) ?? Usual;
}

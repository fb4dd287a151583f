namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Whether an operator has set the attribute that drains the node that a real server is.</summary>
internal sealed class DrainCheck(NodeQuestion question, string attribute) : NodeCheck(question, HealthResult.Recovered("not drained"), "drained")
{
    protected override HealthResult Judge(ClusterState state, ClusterNode? node) =>
        node is not null && node.Attributes.TryGetValue(attribute, out var value) && IsYes(value)
            ? HealthResult.Drain($"attribute {attribute} is \"{value}\" on {node.Name}")
            : Usual;

    // As crm_is_true of Pacemaker's libraries has it.
    private static bool IsYes(string value) => value.ToUpperInvariant() is "TRUE" or "ON" or "YES" or "Y" or "1";
}

using System.Text.RegularExpressions;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Which value of which node attribute makes a server fit.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Value">What the whole value must match.</param>
internal sealed record AttributeRule(string Name, AttributeValue Value)
{
    /// <summary>Judges a node.</summary>
    /// <exception cref="RegexMatchTimeoutException">The expression takes too long.</exception>
    public HealthResult Judge(ClusterNode node)
    {
        if (!node.IsUp)
        {
            return HealthResult.Unhealthy($"node {node.Name} is {(node.IsUnclean ? "unclean" : "offline")}");
        }

        if (!node.Attributes.TryGetValue(Name, out var value))
        {
            return HealthResult.Unhealthy($"attribute {Name} is not set on {node.Name}");
        }

        if (!Value.Expression.IsMatch(value))
        {
            return HealthResult.Unhealthy($"attribute {Name} is \"{value}\" on {node.Name}, not {Value.Text}");
        }

        // Its resources are about to be stopped; until then its connections may go on.
        return node.IsStandby
            ? HealthResult.Drain($"node {node.Name} is in standby")
            : HealthResult.Recovered($"attribute {Name} is \"{value}\" on {node.Name}");
    }
}

using System.Net;
using LvsPluggable.Plugins.Checks;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>
/// Lists the cluster's nodes that run a resource, or all of them, and takes those whose node attribute has a right value for fit.
/// </summary>
public sealed class PacemakerAttrPlugin : ILvsPlugin
{
    private const string ListScriptName = "realserver_get_real_servers_script";
    private const string CheckScriptName = "realserver_check_active_real_server_script";
    private const string AttributeNameName = "realserver_dependent_attribute_name";
    private const string AttributeValueName = "realserver_dependent_attribute_value";
    private const string ResourceName = "realserver_dependent_resource";

    // What the agent before completed them with.
    private const string UsualAttributeName = "readable";
    private const string UsualAttributeValue = "1";

    private const string UsualDrainAttribute = "lvsdr-drain-";

    // The agent lvs names itself so, the promotable clone whose nodes are the real servers.
    private const string CloneVariable = "LVSDR_CLONE";

    /// <summary>The resource whose nodes are the real servers.</summary>
    internal static Parameter<string> Resource { get; } = new()
    {
        Name = ResourceName,
        ShortDescription = "Resource that real servers run",
        LongDescription = "The id of a resource, group, clone or bundle of the cluster. The nodes that run it are the real servers, as "
            + "long as they are online, not unclean and not in standby.",
        SupersededBy = [ListScriptName],
    };

    /// <summary>The role that the resource must have.</summary>
    internal static Parameter<ResourceRole> Role { get; } = new()
    {
        Name = "realserver_dependent_role",
        ShortDescription = "Role of the resource that real servers run",
        LongDescription = "Started, Promoted or Unpromoted: only nodes on which " + ResourceName + " runs in this role are real servers. "
            + "When it is not set, any of these roles will do. Promoted and Unpromoted are the roles of a promotable clone.",
        Parse = ResourceRoles.Parse,
        Expected = "Started, Promoted or Unpromoted",
        SupersededBy = [ListScriptName],
    };

    /// <summary>The node attribute that says whether a real server is fit.</summary>
    internal static Parameter<string> AttributeName { get; } = new()
    {
        Name = AttributeNameName,
        ShortDescription = "Node attribute of fit real servers",
        LongDescription = "The name of a node attribute. A real server is fit when it is a node of the cluster on which this attribute "
            + "has a value that " + AttributeValueName + " matches. " + UsualAttributeName + " when only " + AttributeValueName
            + " is set; with neither, no attribute is checked.",
        SupersededBy = [ListScriptName, CheckScriptName],
    };

    /// <summary>What the attribute's value must match.</summary>
    internal static Parameter<AttributeValue> Value { get; } = new()
    {
        Name = AttributeValueName,
        ShortDescription = "Value of the node attribute of fit real servers",
        LongDescription = "An extended regular expression (as grep -E takes it, without back-references) that matches the whole value of "
            + AttributeNameName + " on nodes that are fit, for example \"HS:sync|HS:potential|HS:async\". " + UsualAttributeValue
            + " when only " + AttributeNameName + " is set.",
        Parse = AttributeValue.Parse,
        Expected = "an extended regular expression such as \"HS:sync|HS:async\"",
        SupersededBy = [ListScriptName, CheckScriptName],
    };

    /// <summary>What a partition without quorum means.</summary>
    internal static Parameter<QuorumLoss> OnQuorumLoss { get; } = new()
    {
        Name = "on_quorum_loss",
        ShortDescription = "What a lost quorum means for real servers",
        LongDescription = "keep: in a cluster partition without quorum nothing is known, and real servers stay as they were. empty: there "
            + "are none then. It is about real servers that the cluster lists or whose node attribute is checked.",
        Default = "keep",
    };

    /// <summary>The node attribute that drains a real server.</summary>
    internal static Parameter<string> DrainAttribute { get; } = new()
    {
        Name = "drain_attribute",
        ShortDescription = "Node attribute that drains real servers",
        LongDescription = "The name of a node attribute. While it is true (or 1, yes, on) on a node that is a real server, that gets weight 0 "
            + "and keeps its connections, wherever the director runs. When it is not set, it is " + UsualDrainAttribute + "INSTANCE, with "
            + "the name of the resource, where " + ResourceName + " or an attribute says that the cluster is looked at anyway, and always "
            + "with the agent lvs.",
    };

    /// <inheritdoc/>
    public string Name => "pacemaker";

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; } = [Resource, Role, AttributeName, Value, OnQuorumLoss, DrainAttribute];

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        if (plugin.IsSet(Role.Name) && !plugin.IsSet(ResourceName))
        {
            throw new FormatException($"{Role.Name} is set, and {ResourceName} is not; {Role.Name} means nothing without it.");
        }

        var timeout = Shorter(plugin.Get(HostParameters.SourceTimeout), plugin.Get(HostParameters.CheckTimeout));
        var crmMon = new CrmMon(CrmMon.Name, timeout / 2);
        var view = ClusterView.Create(
            crmMon, timeout / 2, plugin.Get(OnQuorumLoss), plugin.Time, plugin.Logging.CreateLogger(Name));
        var rule = Rule(plugin);
        var clone = LvsClone.Named(Environment.GetEnvironmentVariable(CloneVariable));
        AddSource(plugin, view, clone, () => rule is not null || clone is not null || crmMon.IsInstalled());
        var nodes = new NodeFinder(plugin.Time, Dns.GetHostAddressesAsync);
        var time = plugin.Time;
        var deadline = OwnDeadline.Of(plugin);
        if (rule is not null)
        {
            plugin.AddCheck(Name, server => new AttributeCheck(Question(server), rule));
        }

        if (AttributeThatDrains(plugin, Environment.GetEnvironmentVariable("OCF_RESOURCE_INSTANCE"), clone) is { } attribute)
        {
            plugin.AddCheck($"{Name}-drain", server => new DrainCheck(Question(server), attribute));
        }

        if (clone is not null)
        {
            plugin.AddCheck($"{Name}-clone", server => new CloneCheck(Question(server), clone));
        }

        NodeQuestion Question(RealServer server) => new(server, view, nodes, time, deadline);
    }

    // All nodes, or those of the clone, are real servers when nothing else is said; but a machine without Pacemaker, where nobody asked for
    // it either, is no node of a cluster, and there the host says that nothing lists real servers. Whether a file is there is all the I/O
    // there is, and only where nothing else is said.
    private void AddSource(IPluginBuilder plugin, ClusterView view, LvsClone? clone, Func<bool> isAskedFor)
    {
        if (plugin.IsSet(ResourceName))
        {
            var resource = plugin.Get(Resource);
            ResourceRole? role = plugin.IsSet(Role.Name) ? plugin.Get(Role) : null;
            plugin.AddSource(Name, () => new ClusterSource(view, ClusterSource.NodesOf(resource, role)));
        }
        else if (!plugin.IsSet(HostParameters.WeightOfRealServers.Name) && isAskedFor())
        {
            plugin.AddFallbackSource(Name, () => new ClusterSource(view, clone is null ? state => state.UsableNodes : clone.Nodes));
        }
    }

    /// <summary>What the attribute must be; null when none is meant. Name or value alone says that one is.</summary>
    internal static AttributeRule? Rule(IPluginBuilder plugin) =>
        plugin.IsSet(AttributeNameName) || plugin.IsSet(AttributeValueName)
            ? new AttributeRule(
                plugin.TryGet(AttributeName, out var name) ? name : UsualAttributeName,
                plugin.TryGet(Value, out var value) ? value : AttributeValue.Parse(UsualAttributeValue))
            : null;

    /// <summary>The attribute that drains a real server; null when none does.</summary>
    /// <param name="plugin">The parameters.</param>
    /// <param name="instance">The resource's name, with the number of a clone's instance; null outside a cluster.</param>
    /// <param name="clone">The clone of the agent lvs that this is the director of; null where it is none.</param>
    internal static string? AttributeThatDrains(IPluginBuilder plugin, string? instance, LvsClone? clone = null)
    {
        var isLookedAt = clone is not null || plugin.IsSet(ResourceName) || plugin.IsSet(AttributeNameName) || plugin.IsSet(AttributeValueName);
        return plugin.TryGet(DrainAttribute, out var named) ? named
            : isLookedAt && !string.IsNullOrEmpty(instance) ? UsualDrainAttribute + instance.Split(':')[0]
            : null;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

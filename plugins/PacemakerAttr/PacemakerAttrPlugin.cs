using System.Net;

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

    /// <summary>The resource whose nodes are the real servers.</summary>
    internal static Parameter<string> Resource { get; } = new()
    {
        Name = ResourceName,
        ShortDescription = "Resource that real servers run",
        LongDescription = "The id of a resource, group, clone or bundle of the cluster. The nodes that run it are the real servers, as "
            + "long as they are online, not unclean and not in standby. Not used when " + ListScriptName + " is set.",
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
            + "has a value that " + AttributeValueName + " matches. Not used when " + ListScriptName + " or " + CheckScriptName
            + " is set.",
        SupersededBy = [ListScriptName, CheckScriptName],
    };

    /// <summary>What the attribute's value must match.</summary>
    internal static Parameter<AttributeValue> Value { get; } = new()
    {
        Name = AttributeValueName,
        ShortDescription = "Value of the node attribute of fit real servers",
        LongDescription = "An extended regular expression (as grep -E takes it, without back-references) that matches the whole value of "
            + AttributeNameName + " on nodes that are fit, for example \"HS:sync|HS:potential|HS:async\".",
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

    /// <inheritdoc/>
    public string Name => "pacemaker";

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; } = [Resource, Role, AttributeName, Value, OnQuorumLoss];

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        Require(plugin, Role, Resource);
        Require(plugin, AttributeName, Value);
        Require(plugin, Value, AttributeName);
        var timeout = Shorter(plugin.Get(HostParameters.SourceTimeout), plugin.Get(HostParameters.CheckTimeout));
        var crmMon = new CrmMon(CrmMon.Name, timeout / 2);
        var view = ClusterView.Create(
            crmMon, timeout / 2, plugin.Get(OnQuorumLoss), plugin.Time, plugin.Logging.CreateLogger(Name));
        AddSource(plugin, view, crmMon);
        if (plugin.IsSet(AttributeNameName))
        {
            var rule = new AttributeRule(plugin.Get(AttributeName), plugin.Get(Value));
            var nodes = new NodeFinder(plugin.Time, Dns.GetHostAddressesAsync);
            var time = plugin.Time;
            var deadline = plugin.Get(HostParameters.CheckTimeout) * 0.9;
            plugin.AddCheck(Name, server => new AttributeCheck(server, rule, view, nodes, time, deadline));
        }
    }

    // All nodes are real servers when nothing else is said; but a machine without Pacemaker, where nobody asked for it either, is no
    // node of a cluster, and there the host says that nothing lists real servers. Whether a file is there is all the I/O there is.
    private void AddSource(IPluginBuilder plugin, ClusterView view, CrmMon crmMon)
    {
        if (plugin.IsSet(ResourceName))
        {
            var resource = plugin.Get(Resource);
            ResourceRole? role = plugin.IsSet(Role.Name) ? plugin.Get(Role) : null;
            plugin.AddSource(Name, () => new ClusterSource(view, ClusterSource.NodesOf(resource, role)));
        }
        else if (!plugin.IsSet(HostParameters.WeightOfRealServers.Name) && (plugin.IsSet(AttributeNameName) || crmMon.IsInstalled()))
        {
            plugin.AddFallbackSource(Name, () => new ClusterSource(view, state => state.UsableNodes));
        }
    }

    private static void Require(IPluginBuilder plugin, Parameter set, Parameter needed)
    {
        if (plugin.IsSet(set.Name) && !plugin.IsSet(needed.Name))
        {
            throw new FormatException($"{set.Name} is set, and {needed.Name} is not; {set.Name} means nothing without it.");
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

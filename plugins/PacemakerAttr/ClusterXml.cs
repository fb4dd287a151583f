using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>
/// Reads what crm_mon prints as XML: <c>--output-as=xml</c> of Pacemaker 2 and later (crm_mon-*.rng of its schemas, root
/// <c>pacemaker-result</c>), and <c>--as-xml</c> of Pacemaker 1.1 and 2.0 (crm_mon.rng, root <c>crm_mon</c>).
/// </summary>
internal static class ClusterXml
{
    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    // The resource agents that a bundle runs its container with.
    private static readonly string[] ContainerAgents = [":docker", ":podman", ":rkt"];

    /// <summary>Reads a document to its end.</summary>
    /// <exception cref="InvalidOperationException">
    /// It does not show a cluster: crm_mon could not reach one, the cluster has no controller yet, or it is no such document. The
    /// message is for people.
    /// </exception>
    public static ClusterState Parse(string text)
    {
        var root = Load(text);
        if (ProblemIn(root) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        var controller = root.Element("summary")?.Element("current_dc");
        if (root.Element("nodes") is not { } nodes || controller is null)
        {
            throw new InvalidOperationException("crm_mon printed XML that shows no cluster");
        }

        // Until the daemons of this node have found the others again, it lists all nodes as offline, with success.
        if (!IsTrue(controller, "present"))
        {
            throw new InvalidOperationException("the cluster has no controller (DC), or this node has not found it yet");
        }

        var resources = root.Element("resources")?.Descendants() ?? [];
        var instances = resources.Where(element => element.Name == "resource").SelectMany(Instances).ToList();
        return new ClusterState
        {
            HasQuorum = IsTrue(controller, "with_quorum"),
            Nodes = Nodes(root, nodes),
            Instances = instances,
            ResourceIds = resources.Where(element => element.Name != "node" && element.Name != "replica")
                .Select(element => ResourceInstance.WithoutSuffix(Text(element, "id")))
                .Concat(instances.SelectMany(instance => instance.Ids))
                .ToHashSet(StringComparer.Ordinal),
            UnmanagedIds = resources.Where(element => element.Name != "node" && Text(element, "managed") == "false")
                .SelectMany(element => element.DescendantsAndSelf()).Where(element => element.Name != "node")
                .Select(element => ResourceInstance.WithoutSuffix(Text(element, "id")))
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>What crm_mon gives as the reason of its failure; null when there is none in the text.</summary>
    public static string? FailureIn(string text)
    {
        try
        {
            return ProblemIn(Load(text));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static XElement Load(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Strict);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException wrong)
        {
            throw new InvalidOperationException($"crm_mon printed no XML: {wrong.Message}", wrong);
        }
    }

    private static string? ProblemIn(XElement root)
    {
        var status = root.Element("status");
        if (status is null || Text(status, "code") == "0")
        {
            return null;
        }

        var errors = string.Join("; ", status.Descendants("error").Select(error => error.Value.Trim()).Where(error => error.Length > 0));
        return errors.Length > 0 ? errors : $"crm_mon failed: {Text(status, "message")} ({Text(status, "code")})";
    }

    private static List<ClusterNode> Nodes(XElement root, XElement nodes)
    {
        var attributes = (root.Element("node_attributes")?.Elements("node") ?? [])
            .ToLookup(node => Text(node, "name"), StringComparer.OrdinalIgnoreCase);
        var guests = root.Descendants("replica").Elements("resource").Select(resource => Text(resource, "id")).ToHashSet(StringComparer.Ordinal);
        return [.. nodes.Elements("node").Where(node => Text(node, "type") != "ping").Select(node =>
        {
            var name = Text(node, "name");
            var own = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var attribute in attributes[name].Elements("attribute"))
            {
                own.TryAdd(Text(attribute, "name"), Text(attribute, "value"));
            }

            return new ClusterNode
            {
                Name = name,
                IsUp = IsTrue(node, "online") && !IsTrue(node, "unclean"),
                IsUnclean = IsTrue(node, "unclean"),
                IsStandby = IsTrue(node, "standby") || IsTrue(node, "standby_onfail"),
                IsBundleGuest = guests.Contains(name),
                Attributes = own,
            };
        })];
    }

    // The one element of a resource may name several nodes: Pacemaker shows one that runs where it should not as well.
    private static IEnumerable<ResourceInstance> Instances(XElement resource)
    {
        if (!ResourceRoles.TryParseShown(Text(resource, "role"), out var role))
        {
            yield break;
        }

        var replica = resource.Parent!.Name == "replica" ? resource.Parent : null;
        var ids = resource.AncestorsAndSelf()
            .Where(element => element.Name == "resource" || element.Name == "group" || element.Name == "clone")
            .Select(element => Text(element, "id"))
            .ToList();
        if (replica is not null && resource == ServiceOf(replica))
        {
            ids.Add(Text(replica.Parent!, "id"));
        }

        foreach (var node in resource.Elements("node"))
        {
            var name = Text(node, "name");
            yield return new ResourceInstance { Ids = ids, Role = role.Value, Node = replica is null ? name : HostOf(replica, name) };
        }
    }

    // What a bundle is there for: the resource inside its container, else the container. The rest, the address and the connection
    // into the container, may run before that does.
    private static XElement? ServiceOf(XElement replica)
    {
        var resources = replica.Elements("resource").ToList();
        var connections = resources.Where(resource => Text(resource, "resource_agent") == "ocf:pacemaker:remote").Select(resource => Text(resource, "id")).ToList();
        var container = resources.Find(IsContainer);
        return connections.Count == 0
            ? container
            : resources.Find(resource => resource != container && resource.Elements("node").Any(node => connections.Contains(Text(node, "name"))));
    }

    private static string HostOf(XElement replica, string node)
    {
        var isInside = replica.Elements("resource").Any(resource => Text(resource, "id") == node);
        var host = replica.Elements("resource").FirstOrDefault(IsContainer)?.Element("node");
        return isInside && host is not null ? Text(host, "name") : node;
    }

    private static bool IsContainer(XElement resource) =>
        ContainerAgents.Any(agent => Text(resource, "resource_agent").EndsWith(agent, StringComparison.Ordinal));

    private static string Text(XElement element, string attribute) => element.Attribute(attribute)?.Value ?? "";

    private static bool IsTrue(XElement element, string attribute) =>
        bool.TryParse(Text(element, attribute).ToLower(CultureInfo.InvariantCulture), out var value) && value;
}

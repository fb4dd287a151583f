using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// On which nodes of a cluster a resource ran that it does not run on now, from the status section of the CIB: of every resource it has the
/// last action on each node (Pacemaker Explained, "Resource Operation History"). A node that was restarted has none.
/// </summary>
internal sealed record CibHistory
{
    /// <summary>All nodes of the cluster.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Where it was stopped or demoted last, and when; the latest first.</summary>
    public required IReadOnlyList<(string Node, DateTimeOffset? At)> Ends { get; init; }

    /// <param name="cib">The XML.</param>
    /// <param name="instance">The resource; of a clone, with its number or without.</param>
    /// <exception cref="XmlException">It is no XML, or has a document type, which no CIB has.</exception>
    public static CibHistory Read(Stream cib, string instance)
    {
        using var reader = XmlReader.Create(cib, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var document = XDocument.Load(reader);
        var ends = document.Descendants("node_state").SelectMany(node => node.Descendants("lrm_resource")
            .Where(resource => Base(Text(resource, "id")) == Base(instance))
            .SelectMany(resource => resource.Elements("lrm_rsc_op"))
            .Where(action => Text(action, "operation") is "stop" or "demote" && Text(action, "rc-code") == "0")
            .Select(action => (Node: Text(node, "uname"), At: Moment(Text(action, "last-rc-change")))));
        return new CibHistory
        {
            Nodes = [.. document.Descendants("nodes").Elements("node").Select(node => Text(node, "uname")).Where(name => name.Length > 0)],
            Ends = [.. ends.Where(end => end.Node.Length > 0).OrderByDescending(end => end.At)],
        };
    }

    private static string Text(XElement element, string attribute) => element.Attribute(attribute)?.Value ?? "";

    private static string Base(string id) => id.Split(':')[0];

    private static DateTimeOffset? Moment(string seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(number)
            : null;
}

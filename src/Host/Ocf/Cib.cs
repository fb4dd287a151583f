using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// Reads the resources of a cluster, and which of them run lvsdr, from its CIB, Pacemaker's configuration (resources-3.*.rng and nvset-3.*.rng of Pacemaker's
/// schemas). What counts when a parameter is there several times was asked of crm_resource(8) of Pacemaker 2.1.5.
/// </summary>
internal sealed class Cib
{
    /// <summary>The largest that is read, in bytes.</summary>
    public const int Largest = 16 * 1024 * 1024;

    // Groups, clones, sets and rules make some twenty levels. XDocument takes the square of the depth in time.
    private const int Deepest = 200;

    private const string Sets = "instance_attributes";
    private const string Rule = "rule";

    // Pacemaker's INFINITY.
    private const int HighestScore = 1_000_000;

    private readonly XDocument _document;
    private readonly ILookup<string, XElement> _byId;

    private Cib(XDocument document)
    {
        _document = document;
        _byId = document.Descendants().Where(element => element.Attribute("id") is not null)
            .ToLookup(element => element.Attribute("id")!.Value, StringComparer.Ordinal);
    }

    /// <summary>The resources that run lvsdr, in the order of the CIB.</summary>
    /// <inheritdoc cref="All"/>
    public static IReadOnlyList<CibResource> Resources(Stream text) => [.. All(text).Where(resource => resource.IsDirector)];

    /// <summary>All resources of OCF agents, in the order of the CIB.</summary>
    /// <param name="text">The XML, from its beginning.</param>
    /// <exception cref="XmlException">It is no XML, or has a document type or a depth, which no CIB has.</exception>
    public static IReadOnlyList<CibResource> All(Stream text)
    {
        using (var levels = Reader(text))
        {
            while (levels.Read())
            {
                if (levels.Depth > Deepest)
                {
                    throw new XmlException($"Elements are more than {Deepest} levels deep.");
                }
            }
        }

        text.Position = 0;
        using var reader = Reader(text);
        return [.. new Cib(XDocument.Load(reader)).Resources()];
    }

    private static XmlReader Reader(Stream text) =>
        XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });

    private IEnumerable<CibResource> Resources()
    {
        foreach (var primitive in _document.Descendants("primitive"))
        {
            var template = Find("template", Text(primitive, "template"));
            var agent = template ?? primitive;
            if (Text(agent, "class") != "ocf" || Text(agent, "type") is not { } type || Text(agent, "provider") is not { } provider)
            {
                continue;
            }

            // What is nearer counts first; a group and a clone give what they have to those in them.
            var holders = primitive.Ancestors().TakeWhile(ancestor => ancestor.Name != "resources").Select(SetsOf).ToList();
            var ofTemplate = template is null ? [] : SetsOf(template).ToList();
            var sets = new[] { ofTemplate.Concat(SetsOf(primitive)) }.Concat(holders).SelectMany(InOrder).ToList();
            var given = Given(sets.Where(set => set.Element(Rule) is null));
            yield return new CibResource
            {
                Id = Text(primitive, "id") ?? "",
                Provider = provider,
                Type = type,
                Given = given.Where(pair => pair.Value.Length > 0).ToDictionary(StringComparer.Ordinal),
                Emptied = [.. given.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key)],
                Inherited = [.. Given(ofTemplate.Concat(holders.SelectMany(holder => holder))).Keys],
                UnderRules = [.. sets.Where(set => set.Element(Rule) is not null).Select(set => Text(set, "id") ?? "")],
            };
        }
    }

    // Of sets with the same score the last counts first.
    private static IEnumerable<XElement> InOrder(IEnumerable<XElement> sets) => sets.Reverse().OrderByDescending(Score);

    private IEnumerable<XElement> SetsOf(XElement holder) =>
        holder.Elements(Sets).Select(set => Text(set, "id-ref") is { } id ? Find(Sets, id) : set).OfType<XElement>();

    private Dictionary<string, string> Given(IEnumerable<XElement> sets)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in sets.SelectMany(set => set.Elements("nvpair")))
        {
            var meant = Text(pair, "id-ref") is { } id ? Find("nvpair", id) : pair;
            if ((Text(pair, "name") ?? Text(meant, "name")) is { } name && Text(meant, "value") is { } value && OcfEnvironment.IsParameter(name))
            {
                given.TryAdd(name, value);
            }
        }

        return given;
    }

    private XElement? Find(string name, string? id) => id is null ? null : _byId[id].FirstOrDefault(element => element.Name == name);

    private static string? Text(XElement? element, string attribute) => element?.Attribute(attribute)?.Value;

    private static int Score(XElement set) => (Text(set, "score") ?? "0") switch
    {
        "INFINITY" or "+INFINITY" => HighestScore,
        "-INFINITY" => -HighestScore,
        var score => int.TryParse(score, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, -HighestScore, HighestScore) : 0,
    };
}

using System.Text;
using System.Xml;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// Writes the agent's meta-data: OCF resource agent API 1.1, section "Metadata", in the form that ocf-tester (which validates
/// against ra-api-1.dtd), the API's RNG, pcs and Pacemaker all take.
/// </summary>
internal static class MetaData
{
    // ra-api-1.dtd does not know these attributes of version 1.1, nor the action reload-agent.
    private const string MissingInDtd = """

        <!ATTLIST parameter reloadable (0|1) #IMPLIED unique-group CDATA #IMPLIED>
        <!ATTLIST action name CDATA #REQUIRED>
        """;

    private const string LongDescription =
        "A director for Linux Virtual Server (IPVS). It stays resident, learns from plugins which real servers there are and whether "
        + "each is fit, and keeps the kernel's table equal to that, with weights. Start returns when the table is filled, so order "
        + "the virtual address after it. Monitor answers 190 (degraded) when the service runs but something needs attention. "
        + "Changed parameters are applied to the running director.";

    /// <summary>Writes the meta-data.</summary>
    /// <param name="parameters">Every parameter of the host and of all loaded plugins, in the order in which people see them.</param>
    public static string Write(IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        // A declaration that names an encoding, as XmlWriter's would, is refused by crmsh, which parses decoded text.
        var text = new StringBuilder("<?xml version=\"1.0\"?>\n");
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteDocType("resource-agent", pubid: null, "ra-api-1.dtd", MissingInDtd);
            xml.WriteStartElement("resource-agent");
            xml.WriteAttributeString("name", "lvsdr");
            xml.WriteAttributeString("version", ProductVersion.Text);
            xml.WriteElementString("version", "1.1");
            WriteText(xml, "longdesc", LongDescription);
            WriteText(xml, "shortdesc", "Director for Linux Virtual Server with plugins");
            WriteParameters(xml, parameters);
            WriteActions(xml);
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void WriteParameters(XmlWriter xml, IReadOnlyList<Parameter> parameters)
    {
        xml.WriteStartElement("parameters");
        foreach (var parameter in parameters)
        {
            xml.WriteStartElement("parameter");
            xml.WriteAttributeString("name", Clean(parameter.Name));
            if (parameter == HostSettings.Vip || parameter == HostSettings.Port || ServiceParameters.All.Contains(parameter))
            {
                xml.WriteAttributeString("unique-group", "service");
            }

            xml.WriteAttributeString("required", IsRequired(parameter) ? "1" : "0");
            xml.WriteAttributeString("reloadable", parameter.Reloadable ? "1" : "0");
            WriteText(xml, "longdesc", ParameterDescription.Of(parameter, parameter.SupersededBy));
            WriteText(xml, "shortdesc", parameter.ShortDescription);
            xml.WriteStartElement("content");
            xml.WriteAttributeString("type", TypeOf(parameter));
            if (parameter is { Secret: false, Default: { } text })
            {
                xml.WriteAttributeString("default", Clean(text));
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // What another parameter can take the place of is not demanded by pcs; the host demands it where neither is set.
    private static bool IsRequired(Parameter parameter) => parameter is { Required: true, SupersededBy.Count: 0 };

    private static string TypeOf(Parameter parameter) => parameter.Type switch
    {
        ParameterType.Integer => "integer",
        ParameterType.Boolean => "boolean",
        _ => "string",
    };

    private static void WriteActions(XmlWriter xml)
    {
        xml.WriteStartElement("actions");
        WriteAction(xml, "start", "60s");
        WriteAction(xml, "stop", "60s");
        WriteAction(xml, "monitor", "30s", ("interval", "10s"), ("depth", "0"));
        WriteAction(xml, "reload-agent", "60s");
        WriteAction(xml, "reload", "60s");
        WriteAction(xml, "validate-all", "30s");
        WriteAction(xml, "meta-data", "30s");
        xml.WriteEndElement();
    }

    private static void WriteAction(XmlWriter xml, string name, string timeout, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement("action");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("timeout", timeout);
        foreach (var attribute in attributes)
        {
            xml.WriteAttributeString(attribute.Name, attribute.Value);
        }

        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string element, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("lang", "en");
        xml.WriteString(Clean(text));
        xml.WriteEndElement();
    }

    // The texts are a plugin's; a character that XML cannot hold must not cost everybody the meta-data.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var allowed = !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);
            clean.Append(allowed ? rune.ToString() : " ");
        }

        return clean.ToString();
    }
}

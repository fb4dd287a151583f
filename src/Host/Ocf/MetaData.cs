using System.Text;
using System.Xml;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// Writes an agent's meta-data: OCF resource agent API 1.1, section "Metadata", in the form that ocf-tester (which validates
/// against ra-api-1.dtd), the API's RNG, pcs and Pacemaker all take.
/// </summary>
internal static class MetaData
{
    // ra-api-1.dtd does not know these attributes of version 1.1, nor the action reload-agent.
    private const string MissingInDtd = """

        <!ATTLIST parameter reloadable (0|1) #IMPLIED unique-group CDATA #IMPLIED>
        <!ATTLIST action name CDATA #REQUIRED>
        """;

    /// <summary>Writes the meta-data.</summary>
    /// <param name="agent">Whose they are.</param>
    /// <param name="parameters">Every parameter of the host and of all loaded plugins, in the order in which people see them.</param>
    public static string Write(OcfAgent agent, IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(parameters);
        // A declaration that names an encoding, as XmlWriter's would, is refused by crmsh, which parses decoded text.
        var text = new StringBuilder("<?xml version=\"1.0\"?>\n");
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteDocType("resource-agent", pubid: null, "ra-api-1.dtd", MissingInDtd);
            xml.WriteStartElement("resource-agent");
            xml.WriteAttributeString("name", agent.Name);
            xml.WriteAttributeString("version", ProductVersion.Text);
            xml.WriteElementString("version", "1.1");
            WriteText(xml, "longdesc", agent.LongDescription);
            WriteText(xml, "shortdesc", agent.ShortDescription);
            WriteParameters(xml, [.. agent.OwnParameters, .. parameters.ExceptBy(agent.OwnParameters.Select(own => own.Name), given => given.Name)]);
            WriteActions(xml, agent.Actions);
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
            if (parameter.Name == HostSettings.Vip.Name || parameter == HostSettings.Port || ServiceParameters.All.Contains(parameter))
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

    private static string TypeOf(Parameter parameter) => parameter.KindOfText switch
    {
        ParameterType.Integer => "integer",
        ParameterType.Boolean => "boolean",
        _ => "string",
    };

    private static void WriteActions(XmlWriter xml, IReadOnlyList<OcfAction> actions)
    {
        xml.WriteStartElement("actions");
        foreach (var action in actions)
        {
            xml.WriteStartElement("action");
            xml.WriteAttributeString("name", action.Name);
            xml.WriteAttributeString("timeout", action.Timeout);
            if (action.Interval is not null)
            {
                xml.WriteAttributeString("interval", action.Interval);
                xml.WriteAttributeString("depth", "0");
            }

            if (action.Role is not null)
            {
                xml.WriteAttributeString("role", action.Role);
            }

            xml.WriteEndElement();
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

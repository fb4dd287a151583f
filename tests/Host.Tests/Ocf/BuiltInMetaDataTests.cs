using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using LvsPluggable.Host.Tests.Cli;

namespace LvsPluggable.Host.Tests.Ocf;

/// <summary>The meta-data with the parameters of the plugins that are built in.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class BuiltInMetaDataTests : IDisposable
{
    private readonly HostProgram _program = new();

    public BuiltInMetaDataTests() => _program.Environment["OCF_RESKEY_plugin_path"] = Path.Combine(AppContext.BaseDirectory, "plugins");

    public void Dispose() => _program.Dispose();

    [Fact]
    public void No_parameter_is_told_the_same_twice()
    {
        var (code, output, _) = _program.Do("meta-data");

        Assert.Equal(0, code);
        using var reader = XmlReader.Create(
            new StringReader(output), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
        var parameters = XDocument.Load(reader).Root!.Element("parameters")!.Elements().ToList();
        Assert.Contains("realserver_dependent_resource", parameters.Select(parameter => parameter.Attribute("name")!.Value));
        Assert.Equal([], parameters.SelectMany(parameter => SentenceEnd().Split(parameter.Element("longdesc")!.Value)
            .GroupBy(sentence => sentence, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => $"{parameter.Attribute("name")!.Value}: {same.Key}")));
    }

    [GeneratedRegex(@"(?<=\.)\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();
}

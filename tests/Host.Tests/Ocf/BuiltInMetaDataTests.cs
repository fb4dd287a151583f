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
        var texts = Texts();

        Assert.Contains("realserver_dependent_resource", texts.Keys);
        Assert.Equal([], texts.SelectMany(text => SentenceEnd().Split(text.Value)
            .GroupBy(sentence => sentence, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => $"{text.Key}: {same.Key}")));
    }

    [Theory]
    [InlineData("check_concurrency", "services that share a pool share its checks; each pool, and each service without one, has as many of its own")]
    [InlineData("script_security", "but for folders on the way such as /tmp, whose sticky bit keeps others from replacing what is not theirs")]
    public void What_one_would_not_guess_is_told(string name, string words) => Assert.Contains(words, Texts()[name], StringComparison.Ordinal);

    private Dictionary<string, string> Texts()
    {
        var (code, output, _) = _program.Do("meta-data");
        Assert.Equal(0, code);
        using var reader = XmlReader.Create(
            new StringReader(output), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
        return XDocument.Load(reader).Root!.Element("parameters")!.Elements().ToDictionary(
            parameter => parameter.Attribute("name")!.Value, parameter => parameter.Element("longdesc")!.Value, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(?<=\.)\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();
}

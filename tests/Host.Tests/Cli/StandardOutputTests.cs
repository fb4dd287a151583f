using System.Runtime.Versioning;
using System.Xml;
using System.Xml.Linq;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class StandardOutputTests : IDisposable
{
    private readonly HostProgram _program = new("Chatty");

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_plugin_that_prints_and_has_a_thread_that_never_ends_leaves_the_meta_data_whole()
    {
        var (code, output, _) = _program.Do("meta-data");

        Assert.Equal(0, code);
        using var reader = XmlReader.Create(
            new StringReader(output), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
        Assert.Contains(
            "chatty_servers",
            XDocument.Load(reader).Root!.Element("parameters")!.Elements().Select(parameter => parameter.Attribute("name")!.Value));
    }

    [Fact]
    public void What_a_plugin_prints_is_told_bounded_and_cut()
    {
        var (_, output, errors) = _program.Do("plan", "vip=192.0.2.1", "port=80", "chatty_servers=192.0.2.11");

        var lines = errors.Split('\n');
        Assert.Equal(100, lines.Count(line => line.Contains("Printed by a plugin: chatty:", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("more lines within a minute", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 560));
        Assert.Contains("chatty: native", lines);
        Assert.DoesNotContain("chatty: a", output, StringComparison.Ordinal);
    }
}

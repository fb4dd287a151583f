using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Tests.Ocf;

public sealed class MetaDataTests
{
    private const string DtdFolder = "/usr/share/resource-agents";

    private static readonly Parameter<string> Password = new()
    {
        Name = "x_password",
        ShortDescription = "<b> & \"quotes\"",
        LongDescription = "bell \a, lone surrogate \ud800, smile \U0001F600.",
        Default = "changeme",
        Secret = true,
        Reloadable = false,
        SupersededBy = ["x_file", "x_other"],
    };

    private static readonly string Text = MetaData.Write(OcfAgent.Director, [.. HostSettings.All, Password]);

    private static readonly string Promotable = MetaData.Write(OcfAgent.Promotable, [.. HostSettings.All, Password]);

    public static TheoryData<string> Both => [Text, Promotable];

    [Fact]
    public void It_begins_with_the_declaration_without_an_encoding_which_crmsh_would_refuse() =>
        Assert.StartsWith(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE resource-agent SYSTEM \"ra-api-1.dtd\"[", Text, StringComparison.Ordinal);

    [Fact]
    public void Every_parameter_appears_with_type_and_default()
    {
        var parameters = Root().Element("parameters")!.Elements().ToDictionary(element => element.Attribute("name")!.Value);

        Assert.Equal(HostSettings.All.Select(parameter => parameter.Name).Append("x_password"), parameters.Keys);
        Assert.Equal(("string", null), Content(parameters["vip"]));
        Assert.Equal(("string", null), Content(parameters["port"]));
        Assert.Equal(("integer", null), Content(parameters["check_concurrency"]));
        Assert.Equal(("string", "-s rr"), Content(parameters["virtual_service_options"]));
        Assert.Equal(("string", "tcp"), Content(parameters["protocol"]));
        Assert.Equal(("string", "dr"), Content(parameters["forward_method"]));
        Assert.Equal(("integer", null), Content(parameters["tunnel_port"]));
        Assert.Equal(("string", "2s"), Content(parameters["check_interval"]));
        Assert.Equal(("string", "all"), Content(parameters["realserver_merge"]));
        Assert.Equal(("boolean", "true"), Content(parameters["manage_sysctls"]));
        Assert.EndsWith(
            "The value is a duration such as 500ms, 5s or 2m from 100ms to 24h.",
            parameters["check_interval"].Element("longdesc")!.Value,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "The value is one of all, any.", parameters["realserver_merge"].Element("longdesc")!.Value, StringComparison.Ordinal);
        Assert.Equal(["vip", "port", "protocol", "fwmark", "ip_family"], parameters.Values.Where(IsUnique).Select(element => element.Attribute("name")!.Value));
        Assert.DoesNotContain(parameters.Values, IsRequired);
        Assert.EndsWith("Not used when fwmark or config is set.", parameters["vip"].Element("longdesc")!.Value, StringComparison.Ordinal);
        Assert.Equal("1", parameters["vip"].Attribute("reloadable")!.Value);
        Assert.Equal("0", parameters["x_password"].Attribute("reloadable")!.Value);
    }

    [Fact]
    public void A_secret_has_no_default_and_any_text_of_a_plugin_is_survived()
    {
        var password = Root().Element("parameters")!.Elements().Last();

        Assert.Equal(("string", null), Content(password));
        Assert.DoesNotContain("changeme", Text, StringComparison.Ordinal);
        Assert.Equal("<b> & \"quotes\"", password.Element("shortdesc")!.Value);
        Assert.Equal(
            "bell  , lone surrogate \ufffd, smile \U0001F600. Not used when x_file or x_other is set.",
            password.Element("longdesc")!.Value);
    }

    [Fact]
    public void Every_action_has_a_timeout_with_a_unit()
    {
        var actions = Root().Element("actions")!.Elements().ToDictionary(action => action.Attribute("name")!.Value);

        Assert.Equal(["meta-data", "monitor", "reload", "reload-agent", "start", "stop", "validate-all"], actions.Keys.Order());
        Assert.All(actions.Values, action => Assert.Matches("^[0-9]+s$", action.Attribute("timeout")!.Value));
        Assert.Equal("10s", actions["monitor"].Attribute("interval")!.Value);
        Assert.Equal("1.1", Root().Element("version")!.Value);
    }

    [Fact]
    public void The_promotable_agent_has_every_parameter_of_the_host_and_its_own()
    {
        var parameters = Root(Promotable).Element("parameters")!.Elements().ToDictionary(element => element.Attribute("name")!.Value);

        Assert.Equal(
            ((string[])["vip", "nic", "cidr_netmask", "serve", "nic_lo", "warm", "avoid_primary"])
                .Concat(HostSettings.All.Select(parameter => parameter.Name).Where(name => name != "vip")).Append("x_password"),
            parameters.Keys);
        Assert.Equal("lvs", Root(Promotable).Attribute("name")!.Value);
        Assert.True(IsRequired(parameters["vip"]));
        Assert.DoesNotContain("IPaddr2", parameters["vip"].Value, StringComparison.Ordinal);
        Assert.Equal(("boolean", "true"), Content(parameters["serve"]));
    }

    [Fact]
    public void The_promotable_agent_has_a_monitor_for_each_role_with_an_interval_of_its_own()
    {
        var actions = Root(Promotable).Element("actions")!.Elements().ToLookup(action => action.Attribute("name")!.Value);

        Assert.Equal(
            ["demote", "meta-data", "monitor", "promote", "reload", "reload-agent", "start", "stop", "validate-all"], actions.Select(same => same.Key).Order());
        Assert.Equal(["Unpromoted", "Promoted"], actions["monitor"].Select(monitor => monitor.Attribute("role")!.Value));
        Assert.Equal(2, actions["monitor"].Select(monitor => monitor.Attribute("interval")!.Value).Distinct().Count());
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void It_is_valid_by_the_DTD_that_ocf_tester_uses(string text)
    {
        Skip.IfNot(File.Exists(Path.Combine(DtdFolder, "ra-api-1.dtd")), "the package resource-agents is not installed");
        Skip.IfNot(File.Exists("/usr/bin/xmllint"), "the package libxml2-utils is not installed");

        Assert.Equal((0, ""), Lint(text, "--valid"));
        Assert.NotEqual(0, Lint(text.Replace("<version>1.1</version>", "", StringComparison.Ordinal), "--valid").ExitCode);
    }

    [SkippableTheory]
    [MemberData(nameof(Both))]
    public void It_is_valid_by_the_schema_that_pcs_uses(string text)
    {
        const string schema = "/usr/share/pcs/data/ocf-1.1.rng";
        Skip.IfNot(File.Exists(schema), "the package pcs is not installed");
        Skip.IfNot(File.Exists("/usr/bin/xmllint"), "the package libxml2-utils is not installed");

        Assert.Equal(0, Lint(text, "--relaxng", schema).ExitCode);
        var wrong = text.Replace(" reloadable=\"1\"", " reloadable=\"2\"", StringComparison.Ordinal);
        Assert.NotEqual(0, Lint(wrong, "--relaxng", schema).ExitCode);
    }

    private static XElement Root(string? text = null)
    {
        using var reader = XmlReader.Create(
            new StringReader(text ?? Text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }

    private static (string Type, string? Default) Content(XElement parameter)
    {
        var content = parameter.Element("content")!;
        return (content.Attribute("type")!.Value, content.Attribute("default")?.Value);
    }

    private static bool IsUnique(XElement parameter) => parameter.Attribute("unique-group")?.Value == "service";

    private static bool IsRequired(XElement parameter) => parameter.Attribute("required")?.Value == "1";

    private static (int ExitCode, string Errors) Lint(string xml, params string[] against)
    {
        var start = new ProcessStartInfo("/usr/bin/xmllint", ["--noout", .. against, "-"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            WorkingDirectory = DtdFolder,
        };
        using var lint = Process.Start(start)!;
        lint.StandardInput.Write(xml);
        lint.StandardInput.Close();
        var errors = lint.StandardError.ReadToEnd();
        lint.WaitForExit();
        return (lint.ExitCode, errors);
    }
}

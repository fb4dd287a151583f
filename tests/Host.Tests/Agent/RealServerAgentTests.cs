using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace LvsPluggable.Host.Tests.Agent;

public sealed class RealServerAgentTests
{
    private static readonly string[] OfSynchronisation = ["sync_interface", "sync_id", "sync_maxlen", "sync_group", "sync_port"];

    [Theory]
    [InlineData("notify")]
    [InlineData("promote")]
    [InlineData("status")]
    [InlineData("")]
    public void Unknown_actions_are_not_implemented(string action)
    {
        using var agent = new RealServerAgent(programs: null);

        var result = agent.Do(action);

        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("usage: lvsdr-realsvr {start|", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usage")]
    [InlineData("help")]
    public void Usage_is_for_standard_output(string action)
    {
        using var agent = new RealServerAgent(programs: null);

        var result = agent.Do(action);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith("usage: lvsdr-realsvr {start|", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Meta_data_names_the_version_of_the_product_and_every_action()
    {
        var root = Xml(MetaData());

        var properties = XDocument.Load(Repository.PathOf("Directory.Build.props")).Root!;
        Assert.Equal(properties.Descendants("Version").Single().Value, root.Attribute("version")!.Value);
        Assert.Equal(
            ["meta-data", "monitor", "reload", "reload-agent", "start", "stop", "validate-all"],
            root.Element("actions")!.Elements().Select(action => action.Attribute("name")!.Value).Order());
        Assert.Equal(
            [("vip", "0", "0"), ("nic_lo", "0", "1"), .. OfSynchronisation.Select(name => (name, "0", "1"))],
            root.Element("parameters")!.Elements().Select(parameter => (
                parameter.Attribute("name")!.Value, parameter.Attribute("required")!.Value, parameter.Attribute("reloadable")!.Value)));
    }

    [SkippableTheory]
    [InlineData("/usr/share/resource-agents/ra-api-1.dtd", "resource-agents", "--valid")]
    [InlineData("/usr/share/pcs/data/ocf-1.1.rng", "pcs", "--relaxng", "/usr/share/pcs/data/ocf-1.1.rng")]
    public void Meta_data_is_valid_by_the_rules_of_the_tools_that_read_it(string rules, string package, params string[] against)
    {
        Skip.IfNot(File.Exists(rules), $"the package {package} is not installed");
        Skip.IfNot(File.Exists("/usr/bin/xmllint"), "the package libxml2-utils is not installed");
        var text = MetaData();

        Assert.Equal(0, Lint(text, Path.GetDirectoryName(rules)!, against));
        Assert.NotEqual(0, Lint(text.Replace("type=\"string\"", "type=\"text\"", StringComparison.Ordinal), Path.GetDirectoryName(rules)!, against));
    }

    [SkippableFact]
    public void Meta_data_can_be_read_by_anybody()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can become another user");
        using var agent = new RealServerAgent(programs: null);

        var result = agent.Do("meta-data", "/usr/bin/setpriv", "--reuid=4242", "--regid=4242", "--clear-groups");

        Assert.Equal((0, "", MetaData()), (result.ExitCode, result.Errors, result.Output));
    }

    [Theory]
    [InlineData("vip", null, "vip is not set; it should be the virtual address.")]
    [InlineData("vip", "10.0.0.1/24", "vip=\"10.0.0.1/24\" should be an address without a netmask, for example 10.0.0.1.")]
    [InlineData("vip", "fd00::1/64", "vip=\"fd00::1/64\" should be an address without a netmask, for example fd00::1.")]
    [InlineData("vip", "db.example", "vip=\"db.example\" should be the unicast IPv4 or IPv6 address of the virtual service.")]
    [InlineData("vip", "10.0.0.010", "vip=\"10.0.0.010\" should be the unicast IPv4 or IPv6 address of the virtual service.")]
    [InlineData("nic_lo", "eth0:1", "nic_lo=\"eth0:1\" should be a label such as lo:0: \"lo:\" and a name, at most 15 characters in all.")]
    [InlineData(
        "nic_lo", "lo:1234567890123", "nic_lo=\"lo:1234567890123\" should be a label such as lo:0: \"lo:\" and a name, at most 15 characters in all.")]
    [InlineData("nic_lo", "lo:a b", "nic_lo=\"lo:a b\" should be a label such as lo:0: \"lo:\" and a name, at most 15 characters in all.")]
    [InlineData("sync_interface", "a/b", "sync_interface=\"a/b\" should be the name of a network interface such as eth1.")]
    [InlineData("sync_id", "3", "sync_id=\"3\" would do nothing without sync_interface.")]
    [InlineData("sync_maxlen", "9000", "sync_maxlen=\"9000\" would do nothing without sync_interface.")]
    public void A_wrong_parameter_is_named_with_its_value_and_what_is_right(string name, string? value, string reason)
    {
        using var agent = new RealServerAgent(programs: null);
        agent.Parameters["vip"] = "10.0.0.1";
        Assert.Equal(0, agent.Do("validate-all").ExitCode);
        agent.Parameters.Remove(name);
        if (value is not null)
        {
            agent.Parameters[name] = value;
        }

        var result = agent.Do("validate-all");

        Assert.Equal((6, reason), (result.ExitCode, result.Reason));
        Assert.False(Directory.Exists(agent.Run), "validation created something");
    }

    [Theory]
    [InlineData("sync_id", "256", "should be a number from 0 to 255.")]
    [InlineData("sync_maxlen", "0", "should be a number from 1 to 65507.")]
    [InlineData("sync_maxlen", "65508", "should be a number from 1 to 65507.")]
    [InlineData("sync_port", "0", "should be a number from 1 to 65535.")]
    [InlineData("sync_group", "10.0.0.1", "should be a multicast address such as 224.0.0.81.")]
    [InlineData("sync_group", "fd00::1", "should be a multicast address such as 224.0.0.81.")]
    public void A_wrong_word_of_the_synchronisation_is_named(string name, string value, string right)
    {
        using var agent = new RealServerAgent(programs: null);
        agent.Parameters["vip"] = "10.0.0.1";
        agent.Parameters["sync_interface"] = "eth1";
        agent.Parameters["sync_group"] = "ff02::81";
        Assert.Equal(0, agent.Do("validate-all").ExitCode);

        agent.Parameters[name] = value;

        var result = agent.Do("validate-all");
        Assert.Equal((6, $"{name}=\"{value}\" {right}"), (result.ExitCode, result.Reason));
    }

    [Theory]
    [InlineData("224.0.0.1 ff02::1 127.0.0.1 ::1 0:0:0:0:0:0:0:1 :: 0.0.0.0 255.255.255.255 fe80::1 febf:ffff::1")]
    [InlineData("1::2::3 ::: : 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1:2:3:4:5:6:7:8:: 1.2.3.4::1 fd00::12345 fd00::1%eth0 fd00: :fd00::1")]
    [InlineData("10.0.0 10.0.0.0.1 10..0.1 .10.0.0.1 10.0.0.1. 10.0.0.256 10.0.0.0001 1e1.0.0.1 -1.0.0.1 * 167772161")]
    public void What_no_host_can_have_is_no_virtual_address(string addresses)
    {
        using var agent = new RealServerAgent(programs: null);
        foreach (var address in addresses.Split(' '))
        {
            agent.Parameters["vip"] = address;

            Assert.True(agent.Do("validate-all").ExitCode == 6, address);
        }
    }

    [Fact]
    public void Every_address_is_understood_in_the_spelling_that_programs_print()
    {
        using var agent = new RealServerAgent(programs: null);
        var address = ArbMap.Default.ArbFor<byte>().Generator.ArrayOf(16).Where(bytes => bytes[0] is > 0 and not 0xff).ToArbitrary();

        Prop.ForAll(address, bytes =>
        {
            // Runs of zeros are what "::" is about.
            bytes[0] = (byte)((bytes[0] % 100) + 1);
            bytes.AsSpan(2 + (bytes[1] % 7), bytes[3] % 8).Clear();
            foreach (var spelled in new[] { new IPAddress(bytes), new IPAddress(bytes[..4]) })
            {
                agent.Parameters["vip"] = spelled.ToString();
                var expected = spelled.AddressFamily == AddressFamily.InterNetworkV6 || !IPAddress.IsLoopback(spelled) ? 0 : 6;
                Assert.True(agent.Do("validate-all").ExitCode == expected, agent.Parameters["vip"]);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void Without_ip_the_node_is_no_real_server_and_no_monitor_bans_it()
    {
        using var agent = new RealServerAgent("cat", "flock", "mkdir", "rm");
        agent.Parameters["vip"] = "10.0.0.1";

        Assert.Equal(5, agent.Do("monitor").ExitCode);
        Assert.Equal((5, "ip (package iproute2) is not installed"), (agent.Do("start").ExitCode, agent.Do("start").Reason));
        Assert.Equal(5, agent.Do("validate-all").ExitCode);
        Assert.Equal(0, agent.Do("stop").ExitCode);
        agent.Parameters["CRM_meta_interval"] = "10000";
        Assert.Equal((1, "ip (package iproute2) is gone"), (agent.Do("monitor").ExitCode, agent.Do("monitor").Reason));
    }

    private static string MetaData()
    {
        using var agent = new RealServerAgent(programs: null);
        return agent.Do("meta-data").Output;
    }

    private static XElement Xml(string text)
    {
        using var reader = XmlReader.Create(
            new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }

    private static int Lint(string xml, string folder, string[] against)
    {
        var start = new ProcessStartInfo("/usr/bin/xmllint", ["--noout", .. against, "-"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var lint = Process.Start(start)!;
        lint.StandardInput.Write(xml);
        lint.StandardInput.Close();
        lint.StandardError.ReadToEnd();
        lint.WaitForExit();
        return lint.ExitCode;
    }
}

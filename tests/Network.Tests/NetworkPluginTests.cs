using LvsPluggable.Network.Tests.Lab;
using LvsPluggable.Plugins;
using LvsPluggable.Plugins.Network;

namespace LvsPluggable.Network.Tests;

public sealed class NetworkPluginTests
{
    [Fact]
    public void Nothing_is_checked_until_it_is_asked_for()
    {
        Assert.Empty(Checks.Configured().Checks);
        Assert.Empty(Checks.Configured(("tcp_check", "false"), ("tls_check", "no")).Checks);
    }

    [Fact]
    public void Every_check_is_named_after_its_parameter_and_there_may_be_all_of_them()
    {
        var builder = Checks.Configured(
            ("tcp_check", "true"), ("tls_check", "true"), ("http_check", "/"), ("agent_check", "true"), ("agent_check_port", "8080"),
            ("dns_check", "example.org"), ("smtp_check", "true"), ("udp_check", "x"), ("ping_check", "true"), ("check_port", "80"));

        Assert.Equal(
            ["tcp_check", "tls_check", "http_check", "agent_check", "dns_check", "smtp_check", "udp_check", "ping_check"], builder.Checks.Keys);
        Assert.Empty(builder.Sources);
        Assert.Empty(builder.FallbackSources);
    }

    [Theory]
    [InlineData("agent_check")]
    [InlineData("http_check_weight")]
    public void Whoever_asks_for_a_percentage_of_the_weight_reads_what_else_it_takes(string name)
    {
        var text = new NetworkPlugin().Parameters.Single(parameter => parameter.Name == name).LongDescription;

        Assert.Contains("default_weight=100", text, StringComparison.Ordinal);
        Assert.Contains("wrr, wlc or sed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check_port", "80", "check_port needs one of tcp_check, tls_check, http_check, dns_check, smtp_check, udp_check, and none is set")]
    [InlineData("check_source_address", "192.0.2.1", "check_source_address needs one of")]
    [InlineData("tls_check_name", "x", "tls_check_name needs one of tls_check, http_check_tls, and none is set")]
    [InlineData("tls_check_ca", "system", "tls_check_ca needs one of tls_check, http_check_tls, and none is set")]
    [InlineData("tls_check_expiry_days", "3", "tls_check_expiry_days needs tls_check, which is not set")]
    [InlineData("http_check_tls", "true", "http_check_tls needs http_check, which is not set")]
    [InlineData("http_check_text", "x", "http_check_text needs http_check, which is not set")]
    [InlineData("agent_check", "true", "agent_check needs agent_check_port, which is not set")]
    [InlineData("agent_check_port", "1", "agent_check_port needs agent_check, which is not set")]
    [InlineData("dns_check_type", "a", "dns_check_type needs dns_check, which is not set")]
    [InlineData("smtp_check_helo", "x", "smtp_check_helo needs smtp_check, which is not set")]
    [InlineData("udp_check_answer", "x", "udp_check_answer needs udp_check, which is not set")]
    public void A_parameter_without_the_one_that_it_belongs_to_is_a_mistake(string name, string value, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => Checks.Configured((name, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "tcp_check needs check_port, which is not set: a firewall mark has no port")]
    [InlineData("check_port=5432", null)]
    [InlineData("weight_of_realservers=node1:5432,1 node2:5433", null)]
    [InlineData("weight_of_realservers=node1:5432,1 node2", "not every entry of weight_of_realservers has one")]
    public void A_firewall_mark_says_no_port_to_check(string text, string? said)
    {
        var texts = new Dictionary<string, string> { ["tcp_check"] = "true", ["ping_check"] = "true" };
        if (text.Length > 0)
        {
            texts[text.Split('=')[0]] = text.Split('=')[1];
        }

        var builder = new RecordingBuilder(texts)
        {
            Service = new VirtualServiceInfo { Port = 0, Protocol = TransportProtocol.None, FirewallMark = 7 },
        };
        if (said is null)
        {
            new NetworkPlugin().Configure(builder);
            Assert.Equal(2, builder.Checks.Count);
        }
        else
        {
            Assert.Contains(said, Assert.Throws<FormatException>(() => new NetworkPlugin().Configure(builder)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void All_mistakes_are_told_together()
    {
        var mistakes = Assert.Throws<FormatException>(() => Checks.Configured(
            ("http_check", "/"), ("http_check_method", "HEAD"), ("http_check_text", "x"), ("http_check_weight", "body"),
            ("udp_check_answer", "x"))).Message;

        Assert.Equal(3, mistakes.Split("; ").Length);
        Assert.Contains("http_check_text needs a body", mistakes, StringComparison.Ordinal);
        Assert.Contains("http_check_weight body needs a body", mistakes, StringComparison.Ordinal);
        Assert.Contains("udp_check_answer needs udp_check", mistakes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp_check", "perhaps", "true or false")]
    [InlineData("check_port", "0", "from 1 to 65535")]
    [InlineData("check_source_address", "localhost", "such as 192.0.2.10")]
    [InlineData("check_source_address", "0.0.0.0", "such as 192.0.2.10")]
    [InlineData("check_source_address", "10.1", "such as 192.0.2.10")]
    [InlineData("tls_check_ca", "ca.pem", "absolute path")]
    [InlineData("tls_check_name", "a b", "host name such as www.example.org")]
    [InlineData("tls_check_expiry_days", "0", "from 1 to 3650")]
    [InlineData("http_check", "health", "a path such as /health")]
    [InlineData("http_check", "/a#b", "a path such as /health")]
    [InlineData("http_check", "/a b", "a path such as /health")]
    [InlineData("http_check_method", "get", "in capital letters")]
    [InlineData("http_check_statuses", "20x", "\"20x\" should be a status")]
    [InlineData("http_check_expression", "(", "should be a regular expression: ")]
    [InlineData("http_check_expression", "(?=x)", "without look-around")]
    [InlineData("http_check_expression", @"(a)\1", "without look-around, back-references")]
    [InlineData("http_check_host", "a/b", "should be a host name")]
    [InlineData("http_check_host", "user@a", "should be a host name")]
    [InlineData("http_check_weight", "header:", "header: and the name of a header")]
    [InlineData("http_check_weight", "headers", "header: and the name of a header")]
    [InlineData("agent_check_port", "65536", "from 1 to 65535")]
    [InlineData("agent_check_send", "a\nb", "one line")]
    [InlineData("dns_check", "a..b", "should be a domain name")]
    [InlineData("dns_check_type", "any", "one of a, ns, cname, soa, ptr, mx, txt, aaaa, srv")]
    [InlineData("dns_check_protocol", "tls", "one of udp, tcp")]
    [InlineData("smtp_check_helo", "a b", "should be a host name")]
    [InlineData("udp_check", @"\y", "a backslash should begin")]
    [InlineData("udp_check_answer", @"\x0", "a backslash should begin")]
    [InlineData("ping_check", "2", "true or false")]
    public void A_value_that_is_wrong_says_what_would_be_right(string name, string value, string words)
    {
        var parameter = new NetworkPlugin().Parameters.Single(parameter => parameter.Name == name);

        Assert.False(parameter.TryParseValue(value, out _, out var mistake));
        Assert.Contains(words, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_parameter_can_change_at_run_time_and_says_what_it_is() =>
        Assert.All(new NetworkPlugin().Parameters, parameter =>
        {
            Assert.Contains("check", parameter.Name, StringComparison.Ordinal);
            Assert.True(parameter.Reloadable);
            Assert.EndsWith(".", parameter.LongDescription, StringComparison.Ordinal);
            Assert.DoesNotContain('.', parameter.ShortDescription);
            Assert.NotEmpty(parameter.Expectation);
        });
}

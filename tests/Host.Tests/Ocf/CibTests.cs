using System.Text;
using System.Xml;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Ocf;

/// <summary>What counts was asked of crm_resource --get-parameter of Pacemaker 2.1.5 with the same CIB.</summary>
public sealed class CibTests
{
    [Fact]
    public void A_resource_of_either_provider_is_found_wherever_it_is_and_no_other()
    {
        var found = Read("""
            <primitive id="a" class="ocf" provider="lvs" type="lvsdr"/>
            <group id="g"><primitive id="b" class="ocf" provider="heartbeat" type="lvsdr"/></group>
            <clone id="c"><group id="d"><primitive id="e" class="ocf" provider="lvs" type="lvsdr"/></group></clone>
            <template id="t" class="ocf" provider="lvs" type="lvsdr"/>
            <primitive id="f" template="t"/>
            <primitive id="g1" template="missing"/>
            <primitive id="h" class="ocf" provider="lvs" type="lvsdr-realsvr"/>
            <primitive id="i" class="ocf" provider="pacemaker" type="lvsdr"/>
            <primitive id="j" class="systemd" type="lvsdr"/>
            """);

        Assert.Equal([("a", "lvs"), ("b", "heartbeat"), ("e", "lvs"), ("f", "lvs")], found.Select(resource => (resource.Id, resource.Provider)));
        Assert.All(found, resource => Assert.Empty(resource.Given));
    }

    [Fact]
    public void Of_what_is_there_several_times_the_same_counts_as_to_Pacemaker()
    {
        var found = Read("""
            <template id="T" class="ocf" provider="lvs" type="lvsdr">
              <instance_attributes id="T-ia"><nvpair id="T-a" name="state" value="template"/><nvpair id="T-b" name="fake" value="template"/></instance_attributes>
            </template>
            <clone id="C">
              <instance_attributes id="C-ia"><nvpair id="C-a" name="op_sleep" value="clone"/><nvpair id="C-e" name="envfile" value="clone"/></instance_attributes>
              <group id="G">
                <instance_attributes id="G-ia"><nvpair id="G-a" name="op_sleep" value="group"/></instance_attributes>
                <primitive id="X" template="T">
                  <instance_attributes id="X-1"><nvpair id="X-1a" name="state" value="first"/><nvpair id="X-1p" name="p" value="first"/></instance_attributes>
                  <instance_attributes id="X-2"><nvpair id="X-2a" name="state" value="second"/></instance_attributes>
                  <instance_attributes id="X-3" score="-5"><nvpair id="X-3f" name="fake" value="low"/><nvpair id="X-3g" name="low" value="low"/></instance_attributes>
                  <instance_attributes id="X-4" score="5"><nvpair id="X-4p" name="p" value="high"/><nvpair id="X-4d" name="dup" value="one"/><nvpair id="X-4e" name="dup" value="two"/></instance_attributes>
                  <instance_attributes id-ref="Y-ia"/>
                </primitive>
              </group>
            </clone>
            <primitive id="Y" class="ocf" provider="lvs" type="lvsdr">
              <instance_attributes id="Y-ia"><nvpair id="Y-q" name="q" value="of y"/><nvpair id-ref="X-1p"/><nvpair id-ref="X-1p" name="renamed"/></instance_attributes>
            </primitive>
            """);

        Assert.Equal(
            [
                ("dup", "one"), ("envfile", "clone"), ("fake", "template"), ("low", "low"), ("op_sleep", "group"), ("p", "high"), ("q", "of y"),
                ("renamed", "first"), ("state", "second"),
            ],
            Given(found[0]));
        Assert.Equal([("p", "first"), ("q", "of y"), ("renamed", "first")], Given(found[1]));
    }

    [Theory]
    [InlineData("INFINITY", "1000", "first")]
    [InlineData("-INFINITY", "-1000", "second")]
    [InlineData("1000000000", "INFINITY", "second")]
    [InlineData("", "1", "second")]
    public void The_highest_score_counts(string first, string second, string counts) => Assert.Equal(
        [("p", counts)],
        Given(Assert.Single(Read($"""
            <primitive id="a" class="ocf" provider="lvs" type="lvsdr">
              <instance_attributes id="1" score="{first}"><nvpair id="2" name="p" value="first"/></instance_attributes>
              <instance_attributes id="3" score="{second}"><nvpair id="4" name="p" value="second"/></instance_attributes>
            </primitive>
            """))));

    [Fact]
    public void What_counts_only_under_a_rule_is_named_and_not_taken()
    {
        var resource = Assert.Single(Read("""
            <primitive id="a" class="ocf" provider="lvs" type="lvsdr">
              <instance_attributes id="set"><rule id="r"/><nvpair id="1" name="vip" value="192.0.2.1"/></instance_attributes>
              <instance_attributes id="other"><nvpair id="2" name="port" value="80"/></instance_attributes>
            </primitive>
            """));

        Assert.Equal(["set"], resource.UnderRules);
        Assert.Equal([("port", "80")], Given(resource));
    }

    [Fact]
    public void What_has_no_value_or_is_not_about_lvsdr_is_no_parameter() => Assert.Equal(
        [("port", "80")],
        Given(Assert.Single(Read("""
            <primitive id="a" class="ocf" provider="lvs" type="lvsdr">
              <meta_attributes id="m"><nvpair id="m1" name="target-role" value="Started"/></meta_attributes>
              <instance_attributes id="1">
                <nvpair id="2" name="vip" value=""/><nvpair id="3" name="rise"/><nvpair id="4" name="trace_ra" value="1"/><nvpair id="5" name="port" value="80"/>
                <nvpair id-ref="none"/>
              </instance_attributes>
              <instance_attributes id-ref="none"/>
            </primitive>
            """))));

    [Theory]
    [InlineData("")]
    [InlineData("<cib>")]
    [InlineData("Could not connect")]
    [InlineData("<!DOCTYPE cib [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><cib>&a;</cib>")]
    public void What_is_no_CIB_is_refused(string text) =>
        Assert.Throws<XmlException>(() => Cib.Resources(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void What_is_deeper_than_any_CIB_is_refused_at_once() => Assert.Equal(
        "Elements are more than 200 levels deep.",
        Assert.Throws<XmlException>(() => Cib.Resources(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 1_000_000)))))).Message);

    private static IReadOnlyList<CibResource> Read(string resources) => Cib.Resources(new MemoryStream(Encoding.UTF8.GetBytes(
        $"<cib validate-with=\"pacemaker-3.9\"><configuration><resources>{resources}</resources></configuration><status/></cib>")));

    private static IEnumerable<(string Name, string Text)> Given(CibResource resource) =>
        resource.Given.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));
}

using System.Text;
using LvsPluggable.Host.Cli;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Ocf;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Cli;

public sealed class FormerNodesTests
{
    private const string Cib = """
        <cib><configuration><nodes><node id="1" uname="n1"/><node id="2" uname="n2"/><node id="3" uname="n3"/></nodes></configuration>
        <status>
          <node_state id="1" uname="n1"><lrm id="1"><lrm_resources>
            <lrm_resource id="lvsdr" type="lvsdr" class="ocf" provider="lvs">
              <lrm_rsc_op id="lvsdr_last_0" operation="start" rc-code="0" last-rc-change="1796047500"/>
              <lrm_rsc_op id="lvsdr_monitor_10000" operation="monitor" rc-code="0" last-rc-change="1796047501"/>
            </lrm_resource></lrm_resources></lrm></node_state>
          <node_state id="2" uname="n2"><lrm id="2"><lrm_resources>
            <lrm_resource id="other"><lrm_rsc_op operation="stop" rc-code="0" last-rc-change="1796047400"/></lrm_resource>
            <lrm_resource id="lvsdr"><lrm_rsc_op id="lvsdr_last_0" operation="stop" rc-code="0" last-rc-change="1796047490"/></lrm_resource>
          </lrm_resources></lrm></node_state>
          <node_state id="3" uname="n3"><lrm id="3"><lrm_resources>
            <lrm_resource id="lvsdr"><lrm_rsc_op id="lvsdr_last_0" operation="monitor" rc-code="7" last-rc-change="1796047000"/></lrm_resource>
          </lrm_resources></lrm></node_state>
        </status></cib>
        """;

    private static readonly Notice Start = new() { Event = NoticeKind.Start, Time = DateTimeOffset.FromUnixTimeSeconds(1796047500) };

    [Fact]
    public void The_node_on_which_it_was_stopped_has_the_former_history() => Assert.Equal(
        ["  it was started here at 14:05:00; it ran before on n2 (until 14:04:50), which has its history of then: ask \"lvsdr history --instance lvsdr\" there"],
        Lines(Cib, "lvsdr"));

    [Fact]
    public void Of_a_clone_the_number_does_not_matter() =>
        Assert.Contains("n2", Assert.Single(Lines(Cib, "lvsdr:0")), StringComparison.Ordinal);

    [Fact]
    public void Where_the_cluster_does_not_know_it_any_more_all_other_nodes_are_named() => Assert.Equal(
        ["  it was started here at 14:05:00; if it ran on another node before, the cluster does not know that any more: ask \"lvsdr history --instance lvsdr\" on n2, n3"],
        Lines(Cib.Replace("stop", "monitor", StringComparison.Ordinal), "lvsdr"));

    [Fact]
    public void On_a_cluster_of_one_there_is_nobody_to_ask() =>
        Assert.Empty(Lines("<cib><configuration><nodes><node id='1' uname='n1'/></nodes></configuration></cib>", "lvsdr"));

    private static IEnumerable<string> Lines(string cib, string instance)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(cib));
        return FormerNodes.Lines(instance, Start, CibHistory.Read(stream, instance), "n1", new FakeTimeProvider(Start.Time)).ToList();
    }
}

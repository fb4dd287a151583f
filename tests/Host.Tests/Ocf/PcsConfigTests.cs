using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Ocf;

/// <summary>The texts are those of pcs 0.11.5 and of the line format of 0.10, for resources of these tests.</summary>
public sealed class PcsConfigTests
{
    private const string New = """
        Cluster Name: lab
        Corosync Nodes:
         node1

        Resources:
          Resource: lvsdr (class=ocf provider=heartbeat type=lvsdr)
            Attributes: lvsdr-instance_attributes
              port=5432
              realserver_get_real_servers_script='/opt/tools/get_active_slaves psql \"host=192.0.2.60 dbname=postgres\"'
              virtual_service_options="-s rr"
            Attributes: night
              Rule: boolean-op=and score=INFINITY
                Expression: hours=22-23
              default_weight=2
            Meta Attributes: lvsdr-meta_attributes
              resource-stickiness=1000
            Operations:
              monitor: lvsdr-monitor-interval-5s
                interval=5s
          Clone: lvsdr-realsvr-clone
            Attributes: lvsdr-realsvr-clone-instance_attributes
              nic_lo=lo:1
            Resource: lvsdr-realsvr (class=ocf provider=heartbeat type=lvsdr-realsvr)
              Attributes: lvsdr-realsvr-instance_attributes
                vip=192.0.2.50

        Stonith Devices:
          Resource: fence (class=stonith type=fence_ipmilan)
            Attributes: fence-instance_attributes
              ip=192.0.2.9
        """;

    private const string Old = """
        Resources:
         Resource: lvsdr (class=ocf provider=heartbeat type=lvsdr)
          Attributes: port=5432 realserver_get_real_servers_script="/opt/tools/get_active_slaves psql \"host=192.0.2.60 dbname=postgres\"" virtual_service_options="-s rr"
          Meta Attrs: resource-stickiness=1000
          Operations: monitor interval=5s (lvsdr-monitor-interval-5s)
                      start interval=0s timeout=60s (lvsdr-start-interval-0s)
         Master: msPostgresql
          Meta Attrs: master-max=1
          Resource: pgsql (class=ocf provider=heartbeat type=expgsql)
           Attributes: node_list="node1 node2" pgport=5432
        """;

    [Fact]
    public void Parameters_one_a_line_are_read_with_what_they_have_from_the_clone_and_without_what_is_under_a_rule()
    {
        var found = PcsConfig.All(New);

        Assert.Equal([("lvsdr", "lvsdr"), ("lvsdr-realsvr", "lvsdr-realsvr")], found.Select(resource => (resource.Id, resource.Type)));
        Assert.All(found, resource => Assert.Equal("heartbeat", resource.Provider));
        Assert.Equal(
            [
                ("port", "5432"),
                ("realserver_get_real_servers_script", @"/opt/tools/get_active_slaves psql \""host=192.0.2.60 dbname=postgres\"""),
                ("virtual_service_options", "-s rr"),
            ],
            Given(found[0]));
        Assert.Equal(["night"], found[0].UnderRules);
        Assert.Equal([("nic_lo", "lo:1"), ("vip", "192.0.2.50")], Given(found[1]));
        Assert.Equal(["nic_lo"], found[1].Inherited);
    }

    [Fact]
    public void Parameters_in_one_line_are_read()
    {
        var found = PcsConfig.All(Old);

        Assert.Equal(["lvsdr", "pgsql"], found.Select(resource => resource.Id));
        Assert.Equal(
            [
                ("port", "5432"),
                ("realserver_get_real_servers_script", "/opt/tools/get_active_slaves psql \"host=192.0.2.60 dbname=postgres\""),
                ("virtual_service_options", "-s rr"),
            ],
            Given(found[0]));
        Assert.Equal([("node_list", "node1 node2"), ("pgport", "5432")], Given(found[1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Error: cluster is not currently running")]
    [InlineData("  Attributes: a=b\n     c=d")]
    public void In_anything_else_there_is_no_resource(string text) => Assert.Empty(PcsConfig.All(text));

    private static IEnumerable<(string Name, string Text)> Given(CibResource resource) =>
        resource.Given.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));
}

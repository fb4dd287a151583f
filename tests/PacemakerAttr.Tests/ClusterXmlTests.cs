namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class ClusterXmlTests
{
    private static readonly string[] Everywhere = ["node1", "node2", "node3"];

    [Theory]
    [InlineData("healthy")]
    [InlineData("as-xml")]
    public void Both_dialects_show_the_same_cluster(string capture)
    {
        var state = Capture.State(capture);

        Assert.True(state.HasQuorum);
        Assert.Equal(Everywhere, state.UsableNodes);
        Assert.Equal(["node1"], state.NodesOf("vip", null));
        Assert.Equal(["PRI", "HS:sync", "HS:async"], state.Nodes.Select(node => node.Attributes["pgsql-status"]));
        Assert.Equal("east", state.Nodes[1].Attributes["site"]);
    }

    [Theory]
    [InlineData("web", "node2")]
    [InlineData("web-ip", "node2")]
    [InlineData("lvsdr-realsvr-clone", "node1 node2 node3")]
    [InlineData("lvsdr-realsvr", "node1 node2 node3")]
    [InlineData("stack-clone", "node1 node2 node3")]
    [InlineData("stack", "node1 node2 node3")]
    [InlineData("stack:0", "node1")]
    [InlineData("stack-b", "node1 node2 node3")]
    [InlineData("pgsql-clone", "node1 node2 node3")]
    [InlineData("uniq", "node1 node3")]
    [InlineData("uniq:0", "node3")]
    [InlineData("uniq-clone", "node1 node3")]
    [InlineData("stopped", "")]
    [InlineData("uniq:9", "")]
    [InlineData("pgsq", "")]
    public void A_resource_is_found_by_its_own_id_and_every_enclosing_one(string id, string nodes) =>
        Assert.Equal(nodes, string.Join(' ', Capture.State("healthy").NodesOf(id, null)));

    [Theory]
    [InlineData("pgsql-clone", "Promoted", "node1")]
    [InlineData("pgsql", "Master", "node1")]
    [InlineData("pgsql-clone", "unpromoted", "node2 node3")]
    [InlineData("pgsql-clone", "slave", "node2 node3")]
    [InlineData("pgsql-clone", "Started", "")]
    [InlineData("vip", "Started", "node1")]
    public void A_role_narrows_to_the_nodes_that_have_it(string id, string role, string nodes) =>
        Assert.Equal(nodes, string.Join(' ', Capture.State("healthy").NodesOf(id, ResourceRoles.Parse(role))));

    [Fact]
    public void A_node_in_standby_leaves_and_one_in_maintenance_stays()
    {
        var state = Capture.State("standby-and-maintenance");

        Assert.Equal(["node1", "node3"], state.UsableNodes);
        Assert.Equal(["node1", "node3"], state.NodesOf("lvsdr-realsvr-clone", null));
    }

    [Fact]
    public void A_node_that_was_lost_is_in_no_list()
    {
        var state = Capture.State("node-lost");

        Assert.Equal(["node1", "node2"], state.UsableNodes);
        Assert.Equal(["node1", "node2"], state.NodesOf("lvsdr-realsvr-clone", null));
    }

    [Fact]
    public void An_unclean_node_is_in_no_list_although_it_is_shown_as_running_everything()
    {
        var state = Capture.State("unclean");

        Assert.Contains(state.Instances, instance => instance.Node == "node2" && instance.HasId("pgsql"));
        Assert.Equal(["node1", "node3"], state.NodesOf("pgsql-master", null));
        Assert.True(state.Nodes.Single(node => node.Name == "node2").IsUnclean);
    }

    [Theory]
    [InlineData("db-bundle", "node1 node2")]
    [InlineData("db", "node1 node2")]
    [InlineData("db-bundle-docker-1", "node2")]
    [InlineData("plain-bundle", "node3")]
    public void A_bundle_runs_on_the_nodes_that_host_it(string id, string nodes) =>
        Assert.Equal(nodes, string.Join(' ', Capture.State("bundle").NodesOf(id, null)));

    [Fact]
    public void The_role_of_a_bundle_is_that_of_what_runs_inside_it()
    {
        var text = Capture.Text("bundle");
        var first = text.IndexOf("role=\"Unpromoted\"", StringComparison.Ordinal);
        var state = ClusterXml.Parse(text[..first] + "role=\"Promoted\"" + text[(first + "role=\"Unpromoted\"".Length)..]);

        Assert.Equal(["node1"], state.NodesOf("db-bundle", ResourceRole.Promoted));
        Assert.Equal(["node2"], state.NodesOf("db-bundle", ResourceRole.Unpromoted));
        Assert.Empty(state.NodesOf("db-bundle", ResourceRole.Started));
    }

    [Theory]
    [InlineData("Promoting")]
    [InlineData("Demoting")]
    public void What_is_being_promoted_or_demoted_runs_and_has_neither_role(string shown)
    {
        var state = ClusterXml.Parse(Capture.Text("bundle").Replace("role=\"Unpromoted\"", $"role=\"{shown}\"", StringComparison.Ordinal));

        Assert.NotEmpty(state.NodesOf("db-bundle", null));
        Assert.Empty(state.NodesOf("db-bundle", ResourceRole.Promoted));
        Assert.Empty(state.NodesOf("db-bundle", ResourceRole.Unpromoted));
    }

    [Fact]
    public void A_bundle_whose_service_does_not_run_is_not_running()
    {
        var stopped = Capture.Text("bundle").Replace("role=\"Unpromoted\"", "role=\"Starting\"", StringComparison.Ordinal);

        Assert.Empty(ClusterXml.Parse(stopped).NodesOf("db-bundle", null));
    }

    [Fact]
    public void The_inside_of_a_container_is_no_real_server() => Assert.Equal(Everywhere, Capture.State("bundle").UsableNodes);

    [Fact]
    public void Pacemaker_1_1_is_understood()
    {
        var state = Capture.State("pacemaker-1.1");

        Assert.True(state.HasQuorum);
        Assert.Equal(["db1", "db2"], state.UsableNodes);
        Assert.Equal(["db1", "db2"], state.NodesOf("msPostgresql", null));
        Assert.Equal(["db2"], state.NodesOf("pgsql", ResourceRole.Unpromoted));
        Assert.Equal("HS:sync", state.Nodes[1].Attributes["pgsql-status"]);
    }

    [Theory]
    [InlineData("Starting")]
    [InlineData("Stopping")]
    [InlineData("Stopped")]
    [InlineData("Migrating")]
    public void A_resource_in_another_role_does_not_run(string role)
    {
        var text = Capture.Text("healthy").Replace("role=\"Started\"", $"role=\"{role}\"", StringComparison.Ordinal);

        Assert.Empty(ClusterXml.Parse(text).NodesOf("lvsdr-realsvr-clone", null));
    }

    [Fact]
    public void Without_quorum_that_is_what_is_seen() => Assert.False(Capture.State("no-quorum").HasQuorum);

    [Theory]
    [InlineData("no-controller", "the cluster has no controller (DC), or this node has not found it yet")]
    [InlineData("not-running", "Connection to cluster failed: Connection refused")]
    public void What_shows_no_cluster_is_not_known(string capture, string reason)
    {
        var unknown = Assert.Throws<InvalidOperationException>(() => Capture.State(capture));

        Assert.Contains(reason, unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no XML")]
    [InlineData("<html/>")]
    [InlineData("<pacemaker-result><status code=\"0\"/></pacemaker-result>")]
    [InlineData("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><pacemaker-result/>")]
    public void What_is_no_answer_of_crm_mon_is_not_known(string text) =>
        Assert.Throws<InvalidOperationException>(() => ClusterXml.Parse(text));

    [Fact]
    public void Every_text_that_is_cut_short_is_not_known()
    {
        var text = Capture.Text("healthy").TrimEnd();
        for (var length = 0; length < text.Length; length += 101)
        {
            Assert.Throws<InvalidOperationException>(() => ClusterXml.Parse(text[..length]));
        }
    }
}

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class LvsCloneTests
{
    private static readonly LvsClone Clone = LvsClone.Named("reads:0")!;

    private static readonly ClusterState State = Cluster.Of(
        Cluster.Node("a"), With("b", "false"), With("c", "true"), Cluster.Node("d"), Cluster.Node("e") with { IsUp = false },
        Cluster.Node("f") with { IsStandby = true }) with
    {
        Instances =
        [
            .. new[] { ("a", ResourceRole.Promoted), ("b", ResourceRole.Unpromoted), ("c", ResourceRole.Unpromoted) }
                .Select(one => new ResourceInstance { Ids = ["reads:0", "reads-clone"], Role = one.Item2, Node = one.Item1 }),
        ],
        ResourceIds = new HashSet<string>(StringComparer.Ordinal) { "reads", "reads-clone" },
    };

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_name_there_is_none(string? id) => Assert.Null(LvsClone.Named(id));

    [Fact]
    public void The_nodes_on_which_it_runs_are_real_servers_but_for_those_that_do_not_serve() => Assert.Equal(["a", "c"], Clone.Nodes(State));

    [Theory]
    [InlineData("a", null, false)]
    [InlineData("b", "reads has serve=false on b", true)]
    [InlineData("c", null, false)]
    [InlineData("d", "reads does not run on d", false)]
    [InlineData("e", null, false)]
    [InlineData("f", "reads does not run on f, which is in standby", true)]
    public void A_node_on_which_it_does_not_run_or_serve_is_objected_to_unless_the_cluster_does_not_see_it(string name, string? objection, bool isCertain)
    {
        var node = State.Nodes.Single(node => node.Name == name);

        var result = Clone.ObjectionTo(node, State);
        Assert.Equal((objection, isCertain), (result?.Reason, result?.IsCertain ?? false));
        Assert.Null(Clone.ObjectionTo(node, State with { UnmanagedIds = new HashSet<string>(StringComparer.Ordinal) { "reads" } }));
    }

    [Fact]
    public void What_is_not_managed_is_read_with_all_that_it_holds()
    {
        const string Managed = """<clone id="lvsdr-realsvr-clone" multi_state="false" unique="false" managed="true" """;
        var text = Capture.Text("healthy");
        Assert.Contains(Managed, text, StringComparison.Ordinal);
        Assert.Empty(ClusterXml.Parse(text).UnmanagedIds);

        var unmanaged = ClusterXml.Parse(text.Replace(Managed, Managed.Replace("true", "false", StringComparison.Ordinal), StringComparison.Ordinal));

        Assert.Equal(["lvsdr-realsvr", "lvsdr-realsvr-clone"], unmanaged.UnmanagedIds.Order(StringComparer.Ordinal));
    }

    private static ClusterNode With(string name, string serves) => Cluster.Node(name) with
    {
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["lvsdr-serve-reads"] = serves },
    };
}

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class SteadyNodesTests
{
    private static readonly ClusterState Both = Cluster.Of(Cluster.Node("a"), Cluster.Node("b"));
    private static readonly ClusterState One = Cluster.Of(Cluster.Node("a"), Cluster.Node("b") with { IsUp = false });

    private readonly SteadyNodes _steady = new();

    [Fact]
    public void A_node_is_gone_when_it_is_still_gone_a_moment_later()
    {
        Assert.Same(Both, At(0, Both));
        Assert.Same(Both, At(100, One));
        Assert.Same(Both, At(599, One));
        Assert.Same(One, At(600, One));
        Assert.Same(One, At(601, One));
    }

    [Fact]
    public void A_node_that_comes_back_within_that_moment_was_never_gone()
    {
        At(0, Both);
        At(100, One);
        Assert.Same(Both, At(400, Both));
        Assert.Same(Both, At(700, One));
    }

    [Fact]
    public void A_node_that_comes_is_there_at_once()
    {
        At(0, One);
        Assert.Same(Both, At(1, Both));
    }

    [Fact]
    public void A_node_that_was_deleted_is_gone_too()
    {
        var deleted = Cluster.Of(Cluster.Node("a"));
        At(0, Both);
        Assert.Same(Both, At(1, deleted));
        Assert.Same(deleted, At(501, deleted));
    }

    [Fact]
    public void A_change_of_an_attribute_or_standby_waits_for_nothing()
    {
        At(0, Both);
        var changed = Cluster.Of(Cluster.Node("a", "PRI"), Cluster.Node("b") with { IsStandby = true });
        Assert.Same(changed, At(1, changed));
    }

    [Fact]
    public void What_was_seen_before_an_interruption_does_not_count()
    {
        At(0, Both);
        At(100, One);
        _steady.Interrupted();
        Assert.Same(Both, At(5000, One));
        Assert.Same(One, At(5500, One));
    }

    private ClusterState At(int milliseconds, ClusterState seen) => _steady.Accept(seen, TimeSpan.FromMilliseconds(milliseconds));
}

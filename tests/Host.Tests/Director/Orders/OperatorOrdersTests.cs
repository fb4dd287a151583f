using System.Net;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Tests.Director.Orders;

public sealed class OperatorOrdersTests
{
    private static readonly Candidate Node = new()
    {
        EndPoint = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 5432),
        Hosts = ["node1", "db1.example.org"],
    };

    private static readonly Candidate NodeOfIpv6 = new()
    {
        EndPoint = new IPEndPoint(IPAddress.Parse("fd00::2"), 5432),
        Hosts = ["node2"],
    };

    [Theory]
    [InlineData("node1")]
    [InlineData("NODE1")]
    [InlineData("db1.example.org")]
    [InlineData("node1:5432")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.1:5432")]
    public void A_server_is_meant_by_each_of_its_names_and_its_address(string text) =>
        Assert.True(OperatorOrder.Means(text, Node));

    [Theory]
    [InlineData("node")]
    [InlineData("node10")]
    [InlineData("node1:5433")]
    [InlineData("10.0.0.10")]
    [InlineData("10.0.0.1:5433")]
    [InlineData("")]
    public void Nothing_else_means_it(string text) => Assert.False(OperatorOrder.Means(text, Node));

    [Theory]
    [InlineData("fd00::2")]
    [InlineData("FD00:0::2")]
    [InlineData("[fd00::2]:5432")]
    public void An_address_of_IPv6_may_be_written_in_any_form(string text) => Assert.True(OperatorOrder.Means(text, NodeOfIpv6));

    [Fact]
    public void A_later_order_takes_the_place_of_one_for_the_same_server_under_another_name()
    {
        var orders = OperatorOrders.None.With(Weight("node1", 3), [Node]).With(Weight("10.0.0.1", 5), [Node]);

        Assert.Equal([5], orders.All.Select(order => order.Weight));
    }

    [Fact]
    public void An_order_is_taken_back_under_whichever_name_it_was_given_and_others_stay()
    {
        var orders = OperatorOrders.None.With(Drain("db1.example.org"), [Node]).With(Weight("node1", 3), [Node]).With(Drain("node2"), [NodeOfIpv6]);

        var left = orders.Without(OrderKind.Drain, "10.0.0.1:5432", [Node, NodeOfIpv6]);

        Assert.Equal(["weight 3 for node1, set by alice", "node2 is drained by alice"], left.All.Select(order => order.ToString()));
    }

    [Fact]
    public void An_order_for_a_server_that_is_not_listed_now_is_taken_back_by_the_text_it_was_given_with()
    {
        var orders = OperatorOrders.None.With(Drain("node1"), [Node]);

        Assert.True(orders.Has(OrderKind.Drain, "Node1"));
        Assert.Empty(orders.Without(OrderKind.Drain, "Node1", []).All);
        Assert.Single(orders.Without(OrderKind.Drain, "10.0.0.1", []).All);
    }

    private static OperatorOrder Drain(string server) =>
        new() { Kind = OrderKind.Drain, Server = server, By = "alice", At = DateTimeOffset.UnixEpoch };

    private static OperatorOrder Weight(string server, int weight) =>
        new() { Kind = OrderKind.Weight, Server = server, Weight = weight, By = "alice", At = DateTimeOffset.UnixEpoch };
}

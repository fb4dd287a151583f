using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Director.Orders;

/// <summary>All that operators asked for and have not taken back. Pure.</summary>
internal sealed class OperatorOrders(IReadOnlyList<OperatorOrder> all)
{
    public static OperatorOrders None { get; } = new([]);

    public IReadOnlyList<OperatorOrder> All { get; } = all;

    /// <summary>What is asked of a server; null when nothing is.</summary>
    public OperatorOrder? Of(Candidate server, OrderKind kind) =>
        All.FirstOrDefault(order => order.Kind == kind && OperatorOrder.Means(order.Server, server));

    /// <summary>The orders with one more, which takes the place of those of its kind for the same servers.</summary>
    public OperatorOrders With(OperatorOrder order, IReadOnlyList<Candidate> known) =>
        new([.. Without(order.Kind, order.Server, known).All, order]);

    /// <summary>The orders without those of a kind for the servers that a text means, by whichever name they were given.</summary>
    public OperatorOrders Without(OrderKind kind, string server, IReadOnlyList<Candidate> known)
    {
        var meant = known.Where(candidate => OperatorOrder.Means(server, candidate)).ToList();
        return new([.. All.Where(order => order.Kind != kind || !(IsFor(order, server) || meant.Exists(candidate => OperatorOrder.Means(order.Server, candidate))))]);
    }

    /// <summary>Whether something was asked of a server under this very text.</summary>
    public bool Has(OrderKind kind, string server) => All.Any(order => order.Kind == kind && IsFor(order, server));

    private static bool IsFor(OperatorOrder order, string server) =>
        string.Equals(order.Server, server, StringComparison.OrdinalIgnoreCase);
}

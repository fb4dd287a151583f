using System.Text.Json;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>Takes what operators ask for, keeps it beyond the life of the host, and has the director go by it.</summary>
internal sealed class OrderBook(TableDirector director, OrderFile file, INotices notices, TimeProvider time, ILogger log)
{
    private const int MostOrders = 1000;

    // A pass takes milliseconds; one that waits for a slow kernel does so for its client no longer than this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    /// <summary>Recalls what was asked of the host before this one. To be called before the director has a plan.</summary>
    public void Recall()
    {
        try
        {
            var orders = file.Read();
            _ = director.ObeyAsync(orders);
            foreach (var order in orders.All)
            {
                log.LogInformation("Still in force: {Order}, {At:u}", order, order.At);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            log.LogError("What operators asked for is not known, nothing is drained for it: {Reason}", Words.Of(problem));
        }
    }

    /// <summary>Takes an order, and waits until the kernel's table is made by it.</summary>
    public ControlAnswer Take(OrderRequest request, CancellationToken stopping)
    {
        lock (_lock)
        {
            var known = director.Running.Servers;
            var server = OneLine.Of(request.Server);
            var meant = known.Where(candidate => OperatorOrder.Means(server, candidate)).ToList();
            if (Refusal(request, server, meant.Count > 0, known) is { } refusal)
            {
                return refusal;
            }

            var orders = request.IsTakenBack
                ? director.Orders.Without(request.Kind, server, known)
                : director.Orders.With(Order(request, server), known);
            Tell(request, server, meant);
            var isKept = Keep(orders);
            var isDone = director.ObeyAsync(orders).Wait((int)Patience.TotalMilliseconds, stopping);
            return new ControlAnswer
            {
                Said = $"{Said(request, server)}: {Places(meant)}",
                Problem = isDone ? isKept : "the order is taken, but the kernel's table does not follow; lvsdr status says more",
            };
        }
    }

    private void Tell(OrderRequest request, string server, List<Candidate> meant)
    {
        var said = new Notice { Event = NoticeKind.Order, Host = server, Reason = $"{OneLine.Of(request.By)} asks: {Said(request, server)}" };
        foreach (var notice in meant.Count == 0
            ? [said]
            : meant.DistinctBy(candidate => candidate.EndPoint).Select(candidate => said with { Server = candidate.EndPoint.ToString(), Host = candidate.Host }))
        {
            notices.Take(notice);
        }
    }

    private ControlAnswer? Refusal(OrderRequest request, string server, bool isKnown, IReadOnlyList<Candidate> known)
    {
        if (!isKnown && !(request.IsTakenBack && director.Orders.Has(request.Kind, server)))
        {
            var names = known.Select(candidate => candidate.Host).Distinct(StringComparer.OrdinalIgnoreCase).Take(20);
            return new ControlAnswer
            {
                IsUnknownServer = true,
                Problem = known.Count == 0
                    ? $"\"{server}\" is no real server here; there is none at all"
                    : $"\"{server}\" is no real server here; there are {string.Join(", ", names)}",
            };
        }

        return director.Orders.All.Count >= MostOrders && !request.IsTakenBack
            ? new ControlAnswer { Problem = $"there are {MostOrders} orders already; take some back first" }
            : null;
    }

    private OperatorOrder Order(OrderRequest request, string server) => new()
    {
        Kind = request.Kind,
        Server = server,
        Weight = request.Weight,
        By = OneLine.Of(request.By),
        At = time.GetUtcNow(),
    };

    private string? Keep(OperatorOrders orders)
    {
        try
        {
            file.Write(orders);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.LogError("What operators asked for cannot be kept: {Reason}", Words.Of(problem));
            return $"it is in force until the host ends, but cannot be kept for the next one: {Words.Of(problem)}";
        }
    }

    private static string Said(OrderRequest request, string server) => request switch
    {
        { Kind: OrderKind.Drain, IsTakenBack: false } => $"{server} gets no new connections",
        { Kind: OrderKind.Drain } => $"{server} gets connections again while it is fit",
        { IsTakenBack: true } => $"{server} gets the weight that parameters and plugins give it",
        _ => $"{server} gets weight {request.Weight}",
    };

    private static string Places(List<Candidate> meant) =>
        meant.Count == 0 ? "not listed now" : string.Join(", ", meant.Select(candidate => candidate.EndPoint));
}

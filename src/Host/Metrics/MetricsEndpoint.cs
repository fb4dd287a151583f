using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Metrics;

/// <summary>Metrics over HTTP, in the format that who asks wants.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Metrics alone, where Prometheus looks for them.</summary>
    /// <param name="metrics">What answers there.</param>
    public static WebSite Site(WebEndpoint metrics) =>
        new() { Endpoints = new Dictionary<string, WebEndpoint>(StringComparer.Ordinal) { ["/metrics"] = metrics } };

    /// <summary>What answers there.</summary>
    /// <param name="collect">Gives the metrics of one or more hosts.</param>
    public static WebEndpoint Of(Func<CancellationToken, Task<IReadOnlyList<MetricFamily>>> collect) => async exchange =>
    {
        var format = ScrapeAccept.Read(exchange.Header("Accept"));
        using var text = new MemoryStream();
        await Exposition.WriteAsync(await collect(exchange.Gone), text, format, exchange.Gone);
        await exchange.SendAsync(200, Exposition.ContentTypeOf(format), text.GetBuffer().AsMemory(0, (int)text.Length));
    };
}

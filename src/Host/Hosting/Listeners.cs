using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Hosting;

/// <summary>What a host shows over HTTP.</summary>
/// <param name="statusPage">The status page.</param>
/// <param name="metrics">Metrics alone.</param>
internal sealed class Listeners(WebListener statusPage, WebListener metrics)
{
    /// <summary>What may not be as it should be, each giving its problem in words, or null.</summary>
    public IEnumerable<KeyValuePair<string, Func<string?>>> Problems =>
    [
        new("status page", () => statusPage.Problem),
        new("metrics", () => metrics.Problem),
    ];

    /// <summary>Shows it there from soon on.</summary>
    /// <param name="forPage">Where the status page is; null when it is nowhere.</param>
    /// <param name="forMetrics">Where metrics are; null when they are nowhere.</param>
    public void Use(WebSettings? forPage, WebSettings? forMetrics)
    {
        statusPage.Use(forPage);
        metrics.Use(forMetrics);
    }

    /// <summary>Shows nothing any more.</summary>
    /// <param name="atMost">How long the end is waited for.</param>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    public Task EndAsync(TimeSpan atMost) => Task.WhenAll(statusPage.EndAsync(atMost), metrics.EndAsync(atMost));
}

using LvsPluggable.Host.Text;
using LvsPluggable.Host.Web;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Page;

/// <summary>The status page: what is at each path, and what is done as long as it is shown.</summary>
/// <param name="source">What it shows.</param>
/// <param name="feed">What happens.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures are logged.</param>
internal sealed class StatusPage(PageSource source, NoticeFeed feed, TimeProvider time, ILogger log)
{
    private const string Json = "application/json";

    /// <summary>All of it.</summary>
    public WebSite Site()
    {
        var look = new StatusLook(source, time);
        var curves = new Curves();
        var history = new PageHistory(source, time);
        return new WebSite
        {
            Endpoints = new Dictionary<string, WebEndpoint>(StringComparer.Ordinal)
            {
                ["/"] = exchange => exchange.SendAsync(200, "text/html; charset=utf-8", PageText.Html, PageText.Headers),
                ["/status.json"] = async exchange => await exchange.SendAsync(200, Json, (await look.NowAsync(exchange.Gone)).Json),
                ["/events"] = exchange => new EventStream(look, feed, time).AnswerAsync(exchange),
                ["/history.json"] = history.AnswerAsync,
                ["/curves.json"] = exchange => exchange.SendAsync(200, Json, curves.Write()),
                ["/metrics"] = source.Metrics,
                ["/healthz"] = async exchange => await AnswerHealthAsync(exchange, look),
            },
            Beside = ending => TakeCurvesAsync(look, curves, ending),
        };
    }

    private async Task AnswerHealthAsync(WebExchange exchange, StatusLook look)
    {
        var now = await look.NowAsync(exchange.Gone);
        if (source.Failure(now.Statuses) is { } failure)
        {
            await exchange.SayAsync(503, failure);
            return;
        }

        var problems = now.Statuses.SelectMany(status => status.AllProblems()).Select(problem => problem.What).ToList();
        await exchange.SayAsync(200, problems.Count == 0 ? "well" : $"degraded: {string.Join("; ", problems)}");
    }

    private async Task TakeCurvesAsync(StatusLook look, Curves curves, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                curves.Take((await look.NowAsync(ending)).Statuses, time.GetUtcNow());
            }
            catch (Exception problem) when (!ending.IsCancellationRequested)
            {
                log.LogWarning("The connections for the status page cannot be counted: {Reason}", Words.Of(problem));
            }

            await Task.Delay(Curves.Every, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

using LvsPluggable.Host.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Web;

/// <summary>Lets in who may ask, and leads each request to what answers its path.</summary>
/// <param name="endpoints">What answers each path.</param>
/// <param name="token">What who asks has to know; null when nobody needs a token.</param>
/// <param name="log">Where failures are logged.</param>
/// <param name="ending">Cancelled when the server ends.</param>
internal sealed class WebApplication(
    IReadOnlyDictionary<string, WebEndpoint> endpoints, WebToken? token, ILogger log, CancellationToken ending) : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var lifetime = context.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(lifetime.RequestAborted, ending);
        var isHead = request.Method == "HEAD";
        var exchange = new WebExchange(
            name => request.Headers[name].ToString(),
            (status, headers) => Begin(context, status, headers),
            isHead ? Stream.Null : context.GetRequiredFeature<IHttpResponseBodyFeature>().Stream,
            gone.Token);
        try
        {
            await AnswerAsync(request, isHead, exchange);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            lifetime.Abort();
        }
        catch (Exception problem) when (problem is not IOException)
        {
            log.LogWarning("The answer for {Path} failed: {Reason}", request.Path, Words.Of(problem));
            await FailAsync(context, exchange, lifetime);
        }
    }

    private Task AnswerAsync(IHttpRequestFeature request, bool isHead, WebExchange exchange)
    {
        if (token is not null && !token.IsShownBy(exchange.Header("Authorization")))
        {
            return exchange.SayAsync(401, "The token of the token file is needed, as a bearer token or as the password.", With("WWW-Authenticate", WebToken.Challenge));
        }

        if (token is null && !WebRule.IsForThisMachine(exchange.Header("Host")))
        {
            return exchange.SayAsync(421, "Ask for localhost, or for the address.");
        }

        if (!isHead && request.Method != "GET")
        {
            return exchange.SayAsync(405, "GET and HEAD are answered.", With("Allow", "GET, HEAD"));
        }

        return endpoints.TryGetValue(request.Path, out var endpoint) ? endpoint(exchange) : exchange.SayAsync(404, "There is nothing here.");
    }

    private static Task FailAsync(IFeatureCollection context, WebExchange exchange, IHttpRequestLifetimeFeature lifetime)
    {
        if (!context.GetRequiredFeature<IHttpResponseFeature>().HasStarted)
        {
            return exchange.SayAsync(500, "The host could not answer; its log says why.");
        }

        lifetime.Abort();
        return Task.CompletedTask;
    }

    private static Dictionary<string, string> With(string name, string value) => new(StringComparer.OrdinalIgnoreCase) { [name] = value };

    private static void Begin(IFeatureCollection context, int status, IReadOnlyDictionary<string, string> headers)
    {
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = status;
        response.Headers["X-Content-Type-Options"] = "nosniff";
        response.Headers["Cache-Control"] = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }
    }
}

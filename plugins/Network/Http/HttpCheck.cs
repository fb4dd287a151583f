using System.Net;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;
using LvsPluggable.Plugins.Network.Tls;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>Asks a web server for a page, on a connection that is kept: its end wakes the check.</summary>
/// <param name="dialer">Connects to the server.</param>
/// <param name="settings">What is asked, and what a right answer is.</param>
/// <param name="tls">The client's side of TLS; null for none.</param>
/// <param name="host">The server's own name.</param>
internal sealed class HttpCheck(Dialer dialer, HttpSettings settings, TlsClient? tls, string host)
    : IHealthCheck, IWakeable
{
    // Whatever stands there, the dialer connects to the server.
    private const string Nobody = "real-server";

    private readonly KeptConnection _kept = new();
    private HttpMessageInvoker? _client;

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        _kept.Looking();
        try
        {
            return await FailureTable.JudgeAsync(LookAsync, cancellationToken);
        }
        finally
        {
            _kept.Looked();
        }
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => await _kept.WaitForEndAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        _client ??= HttpClientFactory.Create(dialer, tls, settings.ConnectTimeout, _kept.Connected);
        try
        {
            using var request = Request();
            using var message = await _client.SendAsync(request, cancellationToken);
            return HttpJudge.Judge(await HttpAnswer.ReadAsync(message, settings.NeedsBody, cancellationToken), settings);
        }
        catch (HttpRequestException problem) when (WordsOf(problem.HttpRequestError) is { } words)
        {
            throw new WrongAnswerException(words, problem);
        }
        catch (HttpIOException problem) when (WordsOf(problem.HttpRequestError) is { } words)
        {
            throw new WrongAnswerException(words, problem);
        }
    }

    private HttpRequestMessage Request()
    {
        var scheme = settings.UsesTls ? "https" : "http";
        var request = new HttpRequestMessage(new HttpMethod(settings.Method), $"{scheme}://{Nobody}{settings.Path}")
        {
            // Where TLS finds that the server offers it; HTTP/1.1 else.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Host = settings.Host ?? OwnHost();
        request.Headers.UserAgent.ParseAdd("lvsdr");
        return request;
    }

    // As browsers write it: addresses of IPv6 in brackets, and the port where it is not the usual one.
    private string OwnHost()
    {
        var name = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return dialer.Server.Port == (settings.UsesTls ? 443 : 80) ? name : $"{name}:{dialer.Server.Port}";
    }

    private static string? WordsOf(HttpRequestError? error) => error switch
    {
        HttpRequestError.ResponseEnded => "the server closed the connection before its answer was complete",
        HttpRequestError.InvalidResponse => "its answer is no HTTP",
        HttpRequestError.HttpProtocolError => "its answer breaks the rules of HTTP/2",
        HttpRequestError.ConfigurationLimitExceeded => "the headers of its answer are too long",
        _ => null,
    };
}

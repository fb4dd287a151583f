using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Web;

/// <summary>
/// Has a server listen where it is asked to, from one moment to the next elsewhere. While it is asked for nothing there is no server, and
/// none of its code is loaded. Where it cannot listen it tries again, and says so.
/// </summary>
/// <param name="parameter">The parameter that says where.</param>
/// <param name="endpoints">What answers each path.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is said that it listens, or cannot.</param>
internal sealed class WebListener(string parameter, IReadOnlyDictionary<string, WebEndpoint> endpoints, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private WebSettings? _settings;
    private CancellationTokenSource? _superseding;
    private Task _changing = Task.CompletedTask;
    private WebServer? _server;
    private volatile string? _problem;

    /// <summary>Why nothing listens that should, in words; null when all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Listens there from soon on; nobody waits for it.</summary>
    /// <param name="settings">Where; null when nothing is to listen.</param>
    public void Use(WebSettings? settings)
    {
        lock (_lock)
        {
            if (settings == _settings)
            {
                return;
            }

            _settings = settings;
            _superseding?.Cancel();
            _superseding = new CancellationTokenSource();
            var (former, superseded) = (_changing, _superseding.Token);

            // Not on the host's own threads.
            _changing = Task.Run(() => ChangeAsync(former, settings, superseded), CancellationToken.None);
        }
    }

    /// <summary>Listens no more.</summary>
    /// <param name="atMost">How long its end is waited for.</param>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    public async Task EndAsync(TimeSpan atMost)
    {
        Use(null);
        await _changing.WaitAsync(atMost, time);
    }

    private async Task ChangeAsync(Task former, WebSettings? settings, CancellationToken superseded)
    {
        await former;
        if (_server is { } server)
        {
            _server = null;
            await EndAsync(server);
        }

        if (settings is null)
        {
            _problem = null;
            return;
        }

        while (!superseded.IsCancellationRequested && !await TryStartAsync(settings, superseded))
        {
            await Task.Delay(Retry, time, superseded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryStartAsync(WebSettings settings, CancellationToken superseded)
    {
        try
        {
            _server = await WebServer.StartAsync(settings, endpoints, log, superseded);
            _problem = null;
            log.LogInformation("{Parameter}: listening at {Address}", parameter, Shown(settings));
            return true;
        }
        catch (Exception problem) when (!superseded.IsCancellationRequested)
        {
            var words = $"{parameter}={settings.Address} does not listen: {Words.Of(problem.InnerException ?? problem)}";
            if (_problem != words)
            {
                log.LogWarning("{Problem}", words);
            }

            _problem = words;
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task EndAsync(WebServer server)
    {
        try
        {
            await server.DisposeAsync();
        }
        catch (Exception problem)
        {
            log.LogWarning("{Parameter}: the end of the former server failed: {Reason}", parameter, Words.Of(problem));
        }
    }

    private static string Shown(WebSettings settings) => $"{(settings.Identity is null ? "http" : "https")}://{settings.Address}/";
}

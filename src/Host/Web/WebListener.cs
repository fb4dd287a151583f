using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Web;

/// <summary>
/// Has a server listen where it is asked to, from one moment to the next elsewhere. While it is asked for nothing there is no server, and
/// none of its code is loaded. Where it cannot listen it tries again, and says so.
/// </summary>
/// <param name="parameter">The parameter that says where.</param>
/// <param name="site">What it shows.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is said that it listens, or cannot.</param>
internal sealed class WebListener(string parameter, WebSite site, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private CancellationTokenSource? _superseding;
    private Task _changing = Task.CompletedTask;
    private WebServer? _server;
    private (WebSettings Settings, WebSecrets Secrets)? _running;
    private CancellationTokenSource? _ending;
    private Task _beside = Task.CompletedTask;
    private volatile string? _problem;

    /// <summary>Why nothing listens that should, in words; null when all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Listens there from soon on, with what the files hold now; nobody waits for it.</summary>
    /// <param name="settings">Where; null when nothing is to listen.</param>
    public void Use(WebSettings? settings)
    {
        lock (_lock)
        {
            if (settings is null && _superseding is null)
            {
                return;
            }

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
        while (!superseded.IsCancellationRequested && !await TryChangeAsync(settings, superseded))
        {
            await Task.Delay(Retry, time, superseded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryChangeAsync(WebSettings? settings, CancellationToken superseded)
    {
        try
        {
            var secrets = settings is null ? WebSecrets.None : WebSecrets.Read(settings);
            if (_running is not { } running || running.Settings != settings || running.Secrets != secrets)
            {
                await EndServerAsync();
                await (settings is null ? Task.CompletedTask : StartAsync(settings, secrets, superseded));
            }

            _problem = null;
            return true;
        }
        catch (Exception problem) when (!superseded.IsCancellationRequested)
        {
            await EndServerAsync();
            var words = $"{parameter}={settings?.Address} does not listen: {Words.Of(problem is InvalidDataException ? problem : problem.InnerException ?? problem)}";
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

    private async Task StartAsync(WebSettings settings, WebSecrets secrets, CancellationToken superseded)
    {
        _server = await WebServer.StartAsync(settings.Address, secrets, site.Endpoints, log, superseded);
        _running = (settings, secrets);
        _ending = new CancellationTokenSource();
        _beside = site.Beside(_ending.Token);
        log.LogInformation("{Parameter}: listening at {Address}", parameter, $"{(secrets.Identity is null ? "http" : "https")}://{settings.Address}/");
    }

    private async Task EndServerAsync()
    {
        if (_server is not { } server)
        {
            return;
        }

        (_server, _running) = (null, null);
        await _ending!.CancelAsync();
        await _beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
        try
        {
            await server.DisposeAsync();
        }
        catch (Exception problem)
        {
            log.LogWarning("{Parameter}: the end of the former server failed: {Reason}", parameter, Words.Of(problem));
        }
    }
}

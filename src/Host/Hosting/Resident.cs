using System.Text.Json;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Page;
using LvsPluggable.Host.Publishing;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;
using LvsPluggable.Host.Threads;
using LvsPluggable.Host.Web;
using LvsPluggable.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>The resident host of one resource instance, from the first look at its parameters to its end.</summary>
internal sealed class Resident
{
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(5);

    // What programs of the user may take after that.
    private static readonly TimeSpan LastNotices = TimeSpan.FromSeconds(2);

    // Who asks for the status waits no longer for it to be new.
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private readonly StateDirectory _state;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TableDirector _director;
    private readonly Opening _opening;
    private readonly PlanChanges _changes;
    private readonly AttributePublisher _publisher;
    private readonly TaskCompletionSource _handingOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OrderBook _orders;
    private readonly HostReport _report;
    private readonly HostMetrics _metrics;
    private readonly Notifier _notifier;
    private readonly NoticeHub _notices;
    private readonly ServiceManager _manager;
    private readonly Listeners _listeners;
    private CancellationToken _ending;

    public Resident(
        StateDirectory state,
        IServerMemory memory,
        OrderFile orders,
        HistoryWriter history,
        HistoryFiles pastEvents,
        INeighbours neighbours,
        IIpvsClient kernel,
        IIpvsSettings settings,
        HostThreads threads,
        InstalledPlugins plugins,
        ConfigurationReader configurations,
        ServiceManager manager,
        Action<IReadOnlyDictionary<string, string>> logBy,
        TimeProvider time,
        ILoggerFactory logging)
    {
        _state = state;
        _manager = manager;
        _time = time;
        _log = logging.CreateLogger("host");
        kernel = state.IsStandby ? new StandbyTable(kernel) : kernel;
        _notifier = new Notifier(time, logging.CreateLogger("notify"));
        var feed = new NoticeFeed();
        _notices = new NoticeHub(state.Instance, time, _log, history, _notifier, feed);
        _director = new TableDirector(
            kernel,
            memory,
            neighbours,
            threads,
            new KernelKeeper(settings, new FormerSettings(state, _log), time, logging.CreateLogger("kernel")),
            keys => state.WriteServices(keys.Select(key => key.ToString())),
            time,
            logging)
        {
            Notices = _notices,
        };
        var parameters = new ParameterMemory(state, _log);
        _opening = new Opening(state, kernel, plugins, configurations, _director, parameters, _log);
        _orders = new OrderBook(_director, orders, _notices, time, _log);
        _publisher = new AttributePublisher(
            () => _director.Running.ServerCounts.Fit, new PacemakerAttributes(time), state.WritePublished, threads, time, logging.CreateLogger("cluster"));
        var webLog = logging.CreateLogger("web");
        _metrics = new HostMetrics(state.Instance, _director.Instruments, Look, time);
        var metrics = MetricsEndpoint.Of(_ => Task.FromResult(_metrics.Collect()));
        _listeners = new Listeners(
            new WebListener(ListenParameters.Status.Name, new StatusPage(PageSource(pastEvents, metrics), feed, time, webLog).Site(), time, webLog),
            new WebListener(ListenParameters.Metrics.Name, MetricsEndpoint.Site(metrics), time, webLog));
        var parts = new Dictionary<string, Func<string?>>(_listeners.Problems, StringComparer.Ordinal)
        {
            ["history"] = () => history.Problem,
            ["published"] = () => _publisher.Problem,
        };
        _report = new HostReport(state, state.ReadEnds(), _director, parts, _notices, manager, time, _log);
        _changes = new PlanChanges(state, plugins, configurations, _director, parameters, _report, _notices, manager, _publisher, logBy, _listeners, _log);
    }

    /// <summary>Starts, tells the notifier how that went, and runs until it is asked to stop or to hand over.</summary>
    /// <param name="given">The parameters.</param>
    /// <param name="resume">Whether the last good parameters of the state folder go before those given.</param>
    /// <param name="atMost">The time that the start may take; null when nobody says.</param>
    /// <param name="notifier">Told the exit code and the reason.</param>
    /// <param name="stopping">Cancelled when the host is to end.</param>
    /// <returns>The exit code, and the reason where it is not success.</returns>
    public async Task<(OcfExitCode Code, string Reason)> RunAsync(
        GivenParameters given, bool resume, TimeSpan? atMost, ReadyNotifier notifier, CancellationToken stopping)
    {
        TellLaunch();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _ending = ending.Token;
        var isRunning = false;
        try
        {
            _orders.Recall();
            var opening = await _opening.StartAsync(given, resume, atMost, ending.Token);
            if (opening.Plan is null)
            {
                _notices.Take(new Notice { Event = NoticeKind.Refused, Reason = $"not started: {opening.Reason}" });
                notifier.Notify(opening.Code, opening.Reason);
                _manager.Refused(opening.Reason);
                return (opening.Code, opening.Reason);
            }

            isRunning = true;
            _changes.Begin(opening.Plan, opening);
            using var control = Listen(ending.Token);
            _notices.Take(new Notice
            {
                Event = _director.IsStandby ? NoticeKind.Standby : _opening.TakesOver ? NoticeKind.Takeover : NoticeKind.Start,
            });
            _report.BeatNow();
            using var heartbeat = new HeartbeatThread(_report, _manager.LongestPause, _log);
            notifier.Notify(OcfExitCode.Success, "");
            _manager.Ready(_report.Summary());

            // Who asked before was not heard.
            _ = DirectAsync(ending.Token);
            await _handingOver.Task.WaitAsync(stopping);
            _notices.Take(new Notice { Event = NoticeKind.Handover });
            return (OcfExitCode.Success, "");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            notifier.Notify(OcfExitCode.GenericError, "stopped while it was starting");
            return (OcfExitCode.Success, "");
        }
        finally
        {
            await ending.CancelAsync();

            // What an end that nobody asked for leaves in the kernel is for the next host to take over.
            await EndAsync(() => stopping.IsCancellationRequested || !(isRunning || _opening.TakesOver));
            _metrics.Dispose();
        }
    }

    /// <summary>What it measures.</summary>
    public HostMetrics Metrics => _metrics;

    /// <summary>Whether it was asked to leave its table to another host, which whoever has started it is to start.</summary>
    public bool IsHandingOver => _handingOver.Task.IsCompleted;

    /// <summary>Reads the configuration anew, and applies what has changed; what is wrong is logged and shown, and changes nothing.</summary>
    public Task ReloadAsync(CancellationToken stopping) =>
        _changes.ReloadAsync(new ControlRequest { Command = ControlRequest.ReloadCommand }, stopping);

    /// <summary>Ends the standby of a host that is to direct from now on, and tells the agent.</summary>
    public Task DirectAsync(CancellationToken stopping) => _changes.DirectAsync(stopping);

    private void TellLaunch()
    {
        _notices.Take(new Notice
        {
            Event = NoticeKind.Launch,
            Reason = $"lvsdr {ProductVersion.Text}, process {Environment.ProcessId}, on {Environment.MachineName}",
        });
        if (_report.Restarts is { } restarts)
        {
            _notices.Take(new Notice
            {
                Event = NoticeKind.Restart,
                Reason = $"after: {restarts.Cause}; {restarts.Count} restarts within 10 minutes",
            });
        }
    }

    private PageSource PageSource(HistoryFiles pastEvents, WebEndpoint metrics) => new()
    {
        Metrics = metrics,
        Look = stopping =>
        {
            _director.Look(LongestLook, stopping);
            return Task.FromResult<IReadOnlyList<HostStatus>>([_report.Status()]);
        },
        Write = statuses => JsonSerializer.SerializeToUtf8Bytes(statuses, ControlJson.Default.IReadOnlyListHostStatus),
        Failure = _ => _director.Running.AreAlive ? null : "the host does not get on with its work",
        Histories = () => new Dictionary<string, IEnumerable<Notice>>(StringComparer.Ordinal) { [_state.Instance] = pastEvents.Read() },
    };

    private ControlServer? Listen(CancellationToken stopping)
    {
        try
        {
            return new ControlServer(_state.ControlSocket, request => Answer(request, stopping), _log);
        }
        catch (Exception problem)
        {
            _log.LogError("The control socket does not work: {Reason}", Words.Of(problem));
            _report.Deaf(Words.Of(problem));
            return null;
        }
    }

    private ControlAnswer Answer(ControlRequest request, CancellationToken stopping) => request.Command switch
    {
        ControlRequest.StatusCommand => new ControlAnswer { Status = Look() },
        ControlRequest.MetricsCommand => new ControlAnswer { Metrics = _metrics.Collect() },
        ControlRequest.ReloadCommand => _changes.Reload(request, stopping),
        ControlRequest.HandOverCommand => HandOver(),
        ControlRequest.OrderCommand when request.Order is { } order => _orders.Take(order, stopping),
        _ => new ControlAnswer { Problem = $"\"{OneLine.Of(request.Command)}\" is no command of this host" },
    };

    private HostStatus Look()
    {
        // Connections are counted when somebody asks for them. Passes that do not come about are part of the status.
        _director.Look(LongestLook, _ending);
        return _report.Status();
    }

    private ControlAnswer HandOver()
    {
        if (_state.FindSupervisor() is null && !_manager.Listens)
        {
            return new ControlAnswer { Problem = "it has neither a supervisor nor a unit of systemd that would start another host" };
        }

        _state.WriteHandOver();
        _handingOver.TrySetResult();
        return new ControlAnswer();
    }

    private async Task EndAsync(Func<bool> removesServices)
    {
        _manager.Stopping();
        using var deadline = new CancellationTokenSource(EndDeadline, _time);
        try
        {
            // A reload that was interrupted ends first, so that nothing is started after everything was stopped.
            await _changes.EndAsync(deadline.Token);
            var isDirecting = !_director.IsStandby;
            var removes = await _director.StopAsync(removesServices, deadline.Token);
            await _publisher.EndAsync(removes, deadline.Token);
            if (removes)
            {
                _notices.Take(new Notice { Event = NoticeKind.Stop, Reason = isDirecting ? "the virtual services are removed" : "it was in standby" });
            }

            await _notifier.EndAsync(LastNotices);
            await _listeners.EndAsync(LastNotices);
            _log.LogInformation("Ended");
        }
        catch (Exception problem)
        {
            _log.LogError(problem, "The host did not end properly: {Reason}", Words.Of(problem));
        }
    }
}

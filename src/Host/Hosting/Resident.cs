using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>The resident host of one resource instance, from the first look at its parameters to its end.</summary>
internal sealed class Resident
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(4);

    // Names are resolved, and the table is written, in this much more than sources and checks may take.
    private static readonly TimeSpan StartMargin = TimeSpan.FromSeconds(5);

    private readonly StateDirectory _state;
    private readonly IIpvsClient _kernel;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly InstalledPlugins _plugins;
    private readonly ConfigurationReader _configurations;
    private readonly TableDirector _director;
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private readonly HostReport _report;
    private DirectorPlan? _plan;

    public Resident(
        StateDirectory state,
        IServerMemory memory,
        INeighbours neighbours,
        IIpvsClient kernel,
        HostThreads threads,
        InstalledPlugins plugins,
        ConfigurationReader configurations,
        TimeProvider time,
        ILoggerFactory logging)
    {
        _state = state;
        _kernel = kernel;
        _plugins = plugins;
        _configurations = configurations;
        _time = time;
        _log = logging.CreateLogger("host");
        _director = new TableDirector(
            kernel, memory, neighbours, threads, new KernelSettings(logging.CreateLogger("kernel")), keys => state.WriteServices(keys.Select(key => key.ToString())), time, logging);
        _report = new HostReport(state, _director, time, _log);
    }

    /// <summary>Starts, tells the notifier how that went, and runs until it is asked to stop.</summary>
    /// <param name="given">The parameters.</param>
    /// <param name="atMost">The time that the start may take; null when nobody says.</param>
    /// <param name="notifier">Told the exit code and the reason.</param>
    /// <param name="stopping">Cancelled when the host is to end.</param>
    public async Task<OcfExitCode> RunAsync(
        GivenParameters given, TimeSpan? atMost, ReadyNotifier notifier, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var serving = Task.CompletedTask;
        try
        {
            var (code, reason) = await StartAsync(given, atMost, ending.Token);
            if (code != OcfExitCode.Success)
            {
                notifier.Notify(code, reason);
                return code;
            }

            var control = new ControlServer(_state.ControlSocket, AnswerAsync, _log);
            serving = control.RunAsync(ending.Token);
            _report.BeatNow();
            notifier.Notify(OcfExitCode.Success, "");
            _log.LogInformation("Running: {Services}", string.Join(", ", _director.Services.Select(service => service.Service)));
            await BeatAsync(serving, stopping);
            return OcfExitCode.Success;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            notifier.Notify(OcfExitCode.GenericError, "stopped while it was starting");
            return OcfExitCode.Success;
        }
        finally
        {
            await ending.CancelAsync();
            await EndAsync(serving);
        }
    }

    private async Task<(OcfExitCode Code, string Reason)> StartAsync(
        GivenParameters given, TimeSpan? atMost, CancellationToken stopping)
    {
        var configuration = _configurations.Read(_plugins.Load(given.Values), given);
        if (configuration.Plan is not { } plan)
        {
            configuration.Mistakes.ToList().ForEach(mistake => _log.LogError("{Mistake}", mistake));
            return (OcfExitCodes.Of(configuration.Refusal), string.Join(" ", configuration.Mistakes));
        }

        try
        {
            await _kernel.GetInfoAsync(stopping);
        }
        catch (IpvsException problem)
        {
            _log.LogError("{Problem}", problem.Message);
            return (CodeOf(problem), problem.Message);
        }

        _plan = plan;
        var refusal = await _director.ApplyAsync(plan, LeftBehind(), FirstSyncTime(configuration, atMost), stopping);
        return refusal is null ? (OcfExitCode.Success, "") : (OcfExitCode.GenericError, refusal);
    }

    // A host that was killed could not remove its services; another one may have been asked for since.
    private List<ServiceKey> LeftBehind()
    {
        var keys = new List<ServiceKey>();
        foreach (var selector in _state.ReadServices())
        {
            try
            {
                keys.Add(ServiceKey.Parse(selector));
            }
            catch (FormatException problem)
            {
                _log.LogWarning("The list of services left behind is not understood: {Reason}", problem.Message);
            }
        }

        return keys;
    }

    private static OcfExitCode CodeOf(IpvsException problem) => problem switch
    {
        { Problem: IpvsProblem.NoIpvs } => OcfExitCode.NotInstalled,
        { Problem: IpvsProblem.NotPermitted } => OcfExitCode.InsufficientPrivileges,
        _ => OcfExitCode.GenericError,
    };

    // The cluster manager kills a start that is late, so it is better to answer before, with what is known by then.
    private static TimeSpan FirstSyncTime(Configuration configuration, TimeSpan? atMost)
    {
        var settings = configuration.Settings!;
        var full = settings.Get(HostParameters.SourceTimeout) + settings.Get(HostParameters.CheckTimeout) + StartMargin;
        return atMost * 0.7 is { } bound && bound < full ? bound : full;
    }

    private async Task BeatAsync(Task serving, CancellationToken stopping)
    {
        var isServing = true;
        while (true)
        {
            await Task.Delay(Look, _time, stopping);
            if (serving.IsFaulted && isServing)
            {
                isServing = false;
                _log.LogError("The control socket does not work: {Reason}", Words.Of(serving.Exception.InnerException!));
            }

            _report.BeatIfDue();
        }
    }

    private async Task<ControlAnswer> AnswerAsync(ControlRequest request, CancellationToken stopping) => request.Command switch
    {
        ControlRequest.StatusCommand => new ControlAnswer { Status = _report.Status() },
        ControlRequest.ReloadCommand => await ReloadAsync(request, stopping),
        _ => new ControlAnswer { Problem = $"\"{request.Command}\" is no command of this host" },
    };

    private async Task<ControlAnswer> ReloadAsync(ControlRequest request, CancellationToken stopping)
    {
        var given = new GivenParameters { Values = request.Parameters ?? new Dictionary<string, string>(StringComparer.Ordinal) };
        await _reloading.WaitAsync(stopping);
        try
        {
            var configuration = _configurations.Read(_plugins.Load(given.Values), given);
            var problem = configuration.Plan is { } plan
                ? await ApplyAsync(plan, FirstSyncTime(configuration, request.AtMost), stopping)
                : string.Join(" ", configuration.Mistakes);
            _report.Rejected = problem;
            if (problem is not null)
            {
                _log.LogError("Changed parameters are rejected, the former ones stay in force: {Reason}", problem);
            }
            else
            {
                _log.LogInformation("Changed parameters are in force");
            }

            return new ControlAnswer { Problem = problem };
        }
        finally
        {
            _report.BeatNow();
            _reloading.Release();
        }
    }

    private async Task<string?> ApplyAsync(DirectorPlan plan, TimeSpan atMost, CancellationToken stopping)
    {
        var refusal = await _director.ApplyAsync(plan, [], atMost, stopping);
        if (refusal is null)
        {
            _plan = plan;
        }
        else if (_plan is { } former)
        {
            await _director.ApplyAsync(former, [], atMost, stopping);
        }

        return refusal;
    }

    private async Task EndAsync(Task serving)
    {
        using var deadline = new CancellationTokenSource(EndDeadline, _time);
        try
        {
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // A reload that was interrupted ends first, so that nothing is started after everything was stopped.
            await _reloading.WaitAsync(deadline.Token);
            await _director.StopAsync(removeServices: true, deadline.Token);
            _log.LogInformation("Ended");
        }
        catch (Exception problem)
        {
            _log.LogError(problem, "The host did not end properly: {Reason}", Words.Of(problem));
        }
    }
}

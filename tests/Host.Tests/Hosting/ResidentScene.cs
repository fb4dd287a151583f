using LvsPluggable.Host.Director;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Tests.Director;
using LvsPluggable.Host.Tests.Director.Kernel;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Hosting;

/// <summary>A resident host over a table in memory, with a folder of its own.</summary>
public abstract class ResidentScene : IDisposable
{
    private protected const string Service = "-t 192.0.2.1:80";

    private readonly HostThreads _threads = new();
    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-resident-").FullName;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HistoryWriter _history;
    private readonly ServiceManager _manager;
    private Task<(OcfExitCode Code, string Reason)>? _running;

    /// <param name="hasManager">Whether a service manager has started the host.</param>
    protected ResidentScene(bool hasManager = false)
    {
        State = StateDirectory.Of(_root, "lvs");
        State.Create();
        _history = new HistoryWriter(HistoryFiles.Append, TimeProvider.System, NullLogger.Instance);
        Listener = new ListeningManager(_root);
        _manager = hasManager
            ? new ServiceManager(new NotifySocket(Listener.Address), null, TimeProvider.System, NullLogger.Instance)
            : ServiceManager.None;
    }

    private protected HistoryFiles HistoryFiles => new(Path.Combine(_root, "memory"), "lvs");

    private protected RefusingTable Kernel { get; } = new();

    private protected StateDirectory State { get; }

    private protected ListeningManager Listener { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _stopping.Cancel();
        _running?.Wait(Eventually.Deadline);
        _stopping.Dispose();
        _history.Dispose();
        _manager.Dispose();
        Listener.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private protected Resident? Resident { get; private set; }

    /// <summary>Asks the host to stop, and waits until it has.</summary>
    private protected async Task<OcfExitCode> StopAsync()
    {
        await _stopping.CancelAsync();
        return await EndAsync();
    }

    /// <summary>How the host ends.</summary>
    private protected async Task<OcfExitCode> EndAsync() => (await _running!).Code;

    private protected static Dictionary<string, string> Given(string weights) => new(StringComparer.Ordinal)
    {
        ["vip"] = "192.0.2.1",
        ["port"] = "80",
        ["weight_of_realservers"] = weights,
        ["manage_sysctls"] = "false",
        ["plugin_path"] = Path.Combine(AppContext.BaseDirectory, "plugins"),
    };

    private protected static SavedParameters Saved(string weights) => new() { Parameters = Given(weights), Services = [Service] };

    private protected async Task LeaveBehindAsync()
    {
        var key = ServiceKey.Parse(Service);
        await Kernel.AddServiceAsync(new VirtualService { Key = key, Scheduler = "rr" }, CancellationToken.None);
        State.WriteServices([Service]);
    }

    private protected Task<(OcfExitCode Code, string Reason)> Run(Dictionary<string, string> given, bool resume = false)
    {
        var logging = NullLoggerFactory.Instance;
        Resident = new Resident(
            State,
            new NoServerMemory(),
            new OrderFile(Path.Combine(_root, "memory"), "lvs"),
            _history,
            HistoryFiles,
            new NoNeighbours(),
            Kernel,
            new MemorySettings(),
            _threads,
            new InstalledPlugins(new PluginLoader(), new Lazy<ILogger>(NullLogger.Instance)),
            new ConfigurationReader(new PoolReader(logging, TimeProvider.System)),
            _manager,
            _ => { },
            TimeProvider.System,
            logging);
        return _running = Resident.RunAsync(
            new GivenParameters { Values = given }, resume, atMost: null, new ReadyNotifier(null), _stopping.Token);
    }

    private protected async Task StartAsync(Dictionary<string, string> given, bool resume = false)
    {
        var running = Run(given, resume);
        await Eventually.HoldsAsync(() => running.IsCompleted || Heartbeat().Length > 0, "the host has started");
        Assert.False(running.IsCompleted, running.IsCompletedSuccessfully ? running.Result.Reason : "the host failed");
    }

    private protected string Heartbeat()
    {
        var file = Path.Combine(State.Folder, "heartbeat");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private protected Task<ControlAnswer> ReloadAsync(string weights) =>
        AskAsync(new ControlRequest { Command = ControlRequest.ReloadCommand, Parameters = Given(weights) });

    private protected Task<ControlAnswer> AskAsync(ControlRequest request) =>
        ControlClient.AskAsync(State.ControlSocket, request, Eventually.Deadline, CancellationToken.None);

    private protected async Task<IEnumerable<string>> ServersAsync() =>
        (await Kernel.GetDestinationsAsync(ServiceKey.Parse(Service), CancellationToken.None))
            .Select(state => $"{state.Destination.EndPoint.Address}:{state.Destination.EndPoint.Port} {state.Destination.Weight}");
}

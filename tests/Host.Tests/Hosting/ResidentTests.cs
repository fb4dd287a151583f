using LvsPluggable.Host.Director;
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

public sealed class ResidentTests : IDisposable
{
    private readonly HostThreads _threads = new();
    private const string Service = "-t 192.0.2.1:80";

    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-resident-").FullName;
    private readonly RefusingTable _kernel = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly StateDirectory _state;
    private readonly ListeningManager _listener;
    private readonly ServiceManager _manager;
    private Task<(OcfExitCode Code, string Reason)>? _running;

    public ResidentTests()
    {
        _state = StateDirectory.Of(_root, "lvs");
        _state.Create();
        _listener = new ListeningManager(_root);
        _manager = new ServiceManager(new NotifySocket(_listener.Address), null, TimeProvider.System, NullLogger.Instance);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _running?.Wait(Eventually.Deadline);
        _stopping.Dispose();
        _manager.Dispose();
        _listener.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_fresh_start_refuses_parameters_that_are_wrong_and_keeps_none()
    {
        var (code, reason) = await Run(Given("192.0.2.11,heavy"));

        Assert.Equal(OcfExitCode.NotConfigured, code);
        Assert.Contains("weight_of_realservers", reason, StringComparison.Ordinal);
        Assert.Null(_state.ReadParameters());
    }

    [Fact]
    public async Task Parameters_are_kept_once_they_are_in_force_and_resume_goes_before_the_environment()
    {
        _state.WriteParameters(Saved("192.0.2.11,5"));

        await StartAsync(Given("192.0.2.12"), resume: true);

        Assert.Equal(["192.0.2.11:80 5"], await ServersAsync());
        Assert.Equal("192.0.2.11,5", _state.ReadParameters()!.Parameters["weight_of_realservers"]);
        Assert.Equal([Service], _state.ReadParameters()!.Services);
    }

    [Fact]
    public async Task Resume_without_anything_kept_takes_the_environment()
    {
        await StartAsync(Given("192.0.2.12"), resume: true);

        Assert.Equal(["192.0.2.12:80 1"], await ServersAsync());
        Assert.Equal("192.0.2.12", _state.ReadParameters()!.Parameters["weight_of_realservers"]);
    }

    [Fact]
    public async Task A_host_that_takes_over_goes_on_with_the_last_good_parameters_and_says_what_is_wrong_with_the_new_ones()
    {
        await LeaveBehindAsync();
        _state.WriteParameters(Saved("192.0.2.11,5"));

        await StartAsync(Given("192.0.2.11,heavy"));

        Assert.Equal(["192.0.2.11:80 5"], await ServersAsync());
        Assert.Matches("^[0-9]+ degraded [0-9]+ changed parameters were rejected.*heavy", Heartbeat());
        Assert.Contains("heavy", _state.ReadParameters()!.Rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_is_still_shown_by_the_host_that_resumes()
    {
        await LeaveBehindAsync();
        _state.WriteParameters(Saved("192.0.2.11,5") with { Rejected = "rise should be smaller." });

        await StartAsync(Given("192.0.2.12"), resume: true);

        Assert.Contains("rise should be smaller.", Heartbeat(), StringComparison.Ordinal);
        Assert.Equal("rise should be smaller.", _state.ReadParameters()!.Rejected);
    }

    [Fact]
    public async Task When_the_last_good_parameters_cannot_be_used_either_the_table_is_left_and_both_are_named()
    {
        await LeaveBehindAsync();
        var saved = Saved("192.0.2.11");
        _state.WriteParameters(saved with { Parameters = new Dictionary<string, string>(saved.Parameters) { ["gone_plugin"] = "1" } });

        var (code, reason) = await Run(Given("192.0.2.11,heavy"));

        Assert.Equal(OcfExitCode.NotConfigured, code);
        Assert.Contains("heavy", reason, StringComparison.Ordinal);
        Assert.Contains("gone_plugin", reason, StringComparison.Ordinal);
        Assert.NotNull(await _kernel.GetServiceAsync(ServiceKey.Parse(Service), CancellationToken.None));
        Assert.Equal([Service], _state.ReadServices());
    }

    [Fact]
    public async Task A_service_in_the_kernel_alone_is_taken_over_too()
    {
        await LeaveBehindAsync();
        _state.WriteServices([]);
        _state.WriteParameters(Saved("192.0.2.11,5"));

        await StartAsync(Given("192.0.2.11,heavy"));

        Assert.Equal(["192.0.2.11:80 5"], await ServersAsync());
    }

    [Fact]
    public async Task A_rejected_reload_keeps_the_parameters_in_force_and_a_good_one_takes_their_place()
    {
        await StartAsync(Given("192.0.2.11"));

        var rejected = await ReloadAsync("192.0.2.11,heavy");
        Assert.Contains("heavy", rejected.Problem, StringComparison.Ordinal);
        Assert.Equal("192.0.2.11", _state.ReadParameters()!.Parameters["weight_of_realservers"]);
        Assert.Equal(rejected.Problem, _state.ReadParameters()!.Rejected);

        Assert.Null((await ReloadAsync("192.0.2.12,7")).Problem);
        Assert.Equal("192.0.2.12,7", _state.ReadParameters()!.Parameters["weight_of_realservers"]);
        Assert.Null(_state.ReadParameters()!.Rejected);
    }

    [Fact]
    public async Task A_restart_is_told_in_status_and_heartbeat()
    {
        File.WriteAllText(
            Path.Combine(_state.Folder, "last-end"), $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()} killed by signal 9\n");

        await StartAsync(Given("192.0.2.11"));

        Assert.Contains("restarted after: killed by signal 9", Heartbeat(), StringComparison.Ordinal);
        var status = (await AskAsync(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!;
        Assert.Equal((1, "killed by signal 9"), (status.Restarts!.Count, status.Restarts.Cause));
        Assert.True(status.IsDegraded);
    }

    [Fact]
    public async Task A_host_that_is_asked_to_stop_removes_its_service()
    {
        await StartAsync(Given("192.0.2.11"));

        await _stopping.CancelAsync();

        Assert.Equal(OcfExitCode.Success, (await _running!).Code);
        Assert.Null(await _kernel.GetServiceAsync(ServiceKey.Parse(Service), CancellationToken.None));
        Assert.Empty(_state.ReadServices());
    }

    [Fact]
    public async Task A_host_that_is_asked_to_hand_over_leaves_its_table_to_the_next_one()
    {
        await StartAsync(Given("192.0.2.11"));
        // This process plays the supervisor.
        _state.WritePid();
        File.Move(Path.Combine(_state.Folder, "pid"), Path.Combine(_state.Folder, "supervisor"));

        Assert.Null((await AskAsync(new ControlRequest { Command = ControlRequest.HandOverCommand })).Problem);

        Assert.Equal(OcfExitCode.Success, (await _running!).Code);
        Assert.NotNull(await _kernel.GetServiceAsync(ServiceKey.Parse(Service), CancellationToken.None));
        Assert.Equal([Service], _state.ReadServices());
        Assert.True(File.Exists(Path.Combine(_state.Folder, "hand-over")));
    }

    [Fact]
    public async Task Nobody_hands_over_where_no_supervisor_would_start_the_next_one()
    {
        await StartAsync(Given("192.0.2.11"));

        var answer = await AskAsync(new ControlRequest { Command = ControlRequest.HandOverCommand });

        Assert.Contains("supervisor", answer.Problem, StringComparison.Ordinal);
        Assert.Null((await ReloadAsync("192.0.2.12")).Problem);
    }

    [Fact]
    public async Task A_service_manager_hears_that_the_host_is_ready_when_the_kernel_has_its_table_and_at_last_that_it_stops()
    {
        var answer = new TaskCompletionSource();
        _kernel.Answers = answer.Task;
        var running = Run(Given("192.0.2.11 192.0.2.12,0"));
        await Eventually.HoldsAsync(() => _kernel.Reads > 0, "the kernel is asked");
        Assert.Empty(_listener.Take());

        answer.SetResult();
        Assert.Equal(
            "READY=1\nSTATUS=real servers that take connections: 1 of 2", await NextAsync());
        Assert.False(running.IsCompleted);

        await _stopping.CancelAsync();
        await running;
        Assert.Equal(["STOPPING=1"], Heard());
    }

    [Fact]
    public async Task A_service_manager_hears_of_a_reload_when_it_begins_and_what_came_of_it_when_it_is_over()
    {
        await StartAsync(Given("192.0.2.11"));
        Assert.StartsWith("READY=1", await NextAsync(), StringComparison.Ordinal);

        await ReloadAsync("192.0.2.11 192.0.2.12");
        var good = Heard();
        await ReloadAsync("192.0.2.11,heavy");
        var bad = Heard();

        Assert.Equal(2, good.Count);
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", good[0], StringComparison.Ordinal);
        Assert.StartsWith("READY=1\nSTATUS=real servers that take connections: ", good[1], StringComparison.Ordinal);
        Assert.StartsWith("RELOADING=1\n", bad[0], StringComparison.Ordinal);
        Assert.Matches("^READY=1\nSTATUS=degraded: changed parameters were rejected.*heavy", bad[1]);
    }

    [Fact]
    public async Task A_service_manager_hears_why_a_host_does_not_start_and_never_that_it_is_ready()
    {
        await Run(Given("192.0.2.11,heavy"));

        var heard = _listener.Take();
        Assert.Matches("^STATUS=weight_of_realservers.*heavy", heard[0]);
        Assert.Equal("STOPPING=1", Assert.Single(heard.Skip(1)));
    }

    private static Dictionary<string, string> Given(string weights) => new(StringComparer.Ordinal)
    {
        ["vip"] = "192.0.2.1",
        ["port"] = "80",
        ["weight_of_realservers"] = weights,
        ["manage_sysctls"] = "false",
        ["plugin_path"] = Path.Combine(AppContext.BaseDirectory, "plugins"),
    };

    private static SavedParameters Saved(string weights) => new() { Parameters = Given(weights), Services = [Service] };

    private async Task LeaveBehindAsync()
    {
        var key = ServiceKey.Parse(Service);
        await _kernel.AddServiceAsync(new VirtualService { Key = key, Scheduler = "rr" }, CancellationToken.None);
        _state.WriteServices([Service]);
    }

    private Task<(OcfExitCode Code, string Reason)> Run(Dictionary<string, string> given, bool resume = false)
    {
        var logging = NullLoggerFactory.Instance;
        var resident = new Resident(
            _state,
            new NoServerMemory(),
            new OrderFile(Path.Combine(_root, "memory"), "lvs"),
            new NoNeighbours(),
            _kernel,
            new MemorySettings(),
            _threads,
            new InstalledPlugins(new PluginLoader(), new Lazy<ILogger>(NullLogger.Instance)),
            new ConfigurationReader(new PoolReader(logging, TimeProvider.System)),
            _manager,
            TimeProvider.System,
            logging);
        return _running = resident.RunAsync(
            new GivenParameters { Values = given }, resume, atMost: null, new ReadyNotifier(null), _stopping.Token);
    }

    private async Task StartAsync(Dictionary<string, string> given, bool resume = false)
    {
        var running = Run(given, resume);
        await Eventually.HoldsAsync(() => running.IsCompleted || Heartbeat().Length > 0, "the host has started");
        Assert.False(running.IsCompleted, running.IsCompletedSuccessfully ? running.Result.Reason : "the host failed");
    }

    // What the heartbeat says in between is left out.
    private List<string> Heard() => [.. _listener.Take().Where(message => !message.StartsWith("STATUS=", StringComparison.Ordinal))];

    private async Task<string> NextAsync()
    {
        List<string> heard = [];
        await Eventually.HoldsAsync(() => (heard = Heard()).Count > 0, "the service manager is told");
        return Assert.Single(heard);
    }

    private string Heartbeat()
    {
        var file = Path.Combine(_state.Folder, "heartbeat");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private Task<ControlAnswer> ReloadAsync(string weights) =>
        AskAsync(new ControlRequest { Command = ControlRequest.ReloadCommand, Parameters = Given(weights) });

    private Task<ControlAnswer> AskAsync(ControlRequest request) =>
        ControlClient.AskAsync(_state.ControlSocket, request, Eventually.Deadline, CancellationToken.None);

    private async Task<IEnumerable<string>> ServersAsync() =>
        (await _kernel.GetDestinationsAsync(ServiceKey.Parse(Service), CancellationToken.None))
            .Select(state => $"{state.Destination.EndPoint.Address}:{state.Destination.EndPoint.Port} {state.Destination.Weight}");
}

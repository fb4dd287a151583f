using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Tests.Director;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Hosting;

/// <summary>
/// A host whose passes do not come about says so by being silent: the agent's monitor sees the heartbeat grow old, and a service manager
/// hears nothing.
/// </summary>
public sealed class StuckPassTests : IAsyncDisposable
{
    private static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPass = TimeSpan.FromSeconds(20);

    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-stuck-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly RefusingTable _kernel = new();
    private readonly HostThreads _threads = new();
    private readonly TableDirector _director;
    private readonly HostReport _report;
    private readonly ListeningManager _listener;
    private readonly ServiceManager _manager;
    private readonly string _heartbeat;

    public StuckPassTests()
    {
        var state = StateDirectory.Of(_root, "lvs");
        state.Create();
        _heartbeat = Path.Combine(state.Folder, "heartbeat");
        _director = new TableDirector(
            _kernel, new NoServerMemory(), new NoNeighbours(), _threads, null, _ => { }, _time, NullLoggerFactory.Instance);
        _listener = new ListeningManager(_root);
        _manager = new ServiceManager(new NotifySocket(_listener.Address), TimeSpan.FromSeconds(4), _time, NullLogger.Instance);
        _report = new HostReport(state, [], _director, new Dictionary<string, Func<string?>>(StringComparer.Ordinal), NoNotices.Instance, _manager, _time, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _director.StopAsync(() => false, CancellationToken.None);
        _threads.Dispose();
        _manager.Dispose();
        _listener.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task The_heartbeat_stops_while_the_kernel_never_answers_a_pass_and_goes_on_when_it_does()
    {
        Assert.Null(await _director.ApplyAsync(Plan(), [], TimeSpan.FromMinutes(1), CancellationToken.None));
        Assert.True(Beats());
        var answer = new TaskCompletionSource();
        var reads = _kernel.Reads;
        _kernel.Answers = answer.Task;
        await PassesAsync(() => _kernel.Reads > reads, "a pass that asks the kernel");
        Assert.True(Beats());

        _time.Advance(LongestPass);
        Assert.False(Beats());
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(Beats());

        answer.SetResult();
        await Eventually.HoldsAsync(() => _director.Running.AreAlive, "the pass comes to its end");
        Assert.True(Beats());
    }

    [Fact]
    public async Task The_heartbeat_goes_on_while_the_kernel_refuses()
    {
        await _director.ApplyAsync(Plan(), [], TimeSpan.FromMinutes(1), CancellationToken.None);
        _kernel.Answers = Task.FromException(new TimeoutException("no answer from the kernel"));
        await PassesAsync(() => _director.Running.Statuses.Any(service => service.Problems.Count > 0), "the problem is told");
        for (var pass = 1; pass <= 10; pass++)
        {
            var reads = _kernel.Reads;
            await PassesAsync(() => _kernel.Reads > reads, "another pass");
        }

        Assert.True(Beats());
        Assert.Contains("no answer from the kernel", File.ReadAllText(_heartbeat), StringComparison.Ordinal);
    }

    // Whether a heartbeat is written, and the service manager told, when that is due.
    private bool Beats()
    {
        File.Delete(_heartbeat);
        _time.Advance(TimeSpan.FromSeconds(2));
        _report.BeatIfDue();
        var isWritten = File.Exists(_heartbeat);
        Assert.Equal(isWritten, _listener.Take().Contains("WATCHDOG=1"));
        return isWritten;
    }

    private Task PassesAsync(Func<bool> condition, string what) => Eventually.HoldsAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            _time.Advance(SyncInterval / 10);
            return false;
        },
        what);

    private static DirectorPlan Plan() => new()
    {
        Services =
        [
            new ServiceDefinition
            {
                Services = [Make.Service],
                Sources = [new SourceRegistration("list", () => new FixedSource(Make.Server(1)))],
                Checks = [],
                Discovery = new DiscoverySettings { Reach = new ReachRules { Port = 5432 }, Timeout = TimeSpan.FromDays(1) },
                SyncInterval = SyncInterval,
            },
        ],
    };
}

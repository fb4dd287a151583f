using System.Collections.Concurrent;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>A service runner with one source and one check that do as the test says, over a table in memory.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly HostThreads _threads = new();
    private ServiceRunner? _runner;
    private ServiceMemory _memory = ServiceMemory.None;

    public RefusingTable Kernel { get; } = new();

    /// <summary>What was logged, which stays when what it tells of has passed.</summary>
    public RecordingLog Log { get; } = new();

    public INeighbours Neighbours { get; init; } = new NoNeighbours();

    /// <summary>What outlives the host.</summary>
    public ListedServers Remembered { get; init; } = new();

    /// <summary>What the source does.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<RealServer>>> Source { get; set; } = _ => new([]);

    /// <summary>Whether the source says that there may be more servers.</summary>
    public bool IsPartial { get; set; }

    /// <summary>The names under which each check was created.</summary>
    public ConcurrentQueue<string> CheckedHosts { get; } = new();

    /// <summary>What the check of each real server does; a server without an entry is healthy.</summary>
    public ConcurrentDictionary<string, Func<CancellationToken, ValueTask<HealthResult>>> Checks { get; } = new();

    public bool HasCheck { get; init; } = true;

    /// <summary>What each check does when it is disposed of.</summary>
    public Action Ends { get; init; } = () => { };

    /// <summary>What programs of the user were told.</summary>
    public ListedNotices Notices { get; } = new();

    public TimeSpan SourceTimeout { get; init; } = Tick * 5;

    public TimeSpan CheckTimeout { get; set; } = Tick * 5;

    public WeightRules Weights { get; set; } = new();

    public DestinationRules Destinations { get; set; } = new();

    public QuorumSettings? Quorum { get; set; }

    public RealServer? Fallback { get; set; }

    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan DoubtTimeout { get; set; } = TimeSpan.FromMinutes(1);

    public TimeProvider Time { get; init; } = HostTime.Instance;

    /// <summary>What the test changes in the service's definition.</summary>
    public Func<ServiceDefinition, ServiceDefinition> Adapt { get; init; } = definition => definition;

    public ServiceStatus Status => _runner!.Status;

    public ServiceRunner Runner => _runner!;

    public void Lists(params int[] numbers) =>
        Source = _ => new([.. numbers.Select(number => Make.Server(number))]);

    public void SaysOf(int number, HealthResult result) => Checks[$"node{number}"] = _ => new(result);

    public void Start()
    {
        var definition = new ServiceDefinition
        {
            Services = [Make.Service],
            Sources = [new SourceRegistration("list", () => new SourceOf(this))],
            Checks = HasCheck ? [new CheckRegistration("check", NewCheck)] : [],
            Discovery = new DiscoverySettings { Reach = new ReachRules { Port = 5432, Method = Destinations.Method }, Interval = Tick, Timeout = SourceTimeout },
            Checking = new CheckSettings { Interval = Tick, Timeout = CheckTimeout, FastInterval = Tick },
            SyncInterval = Tick * 2,
            DrainTimeout = DrainTimeout,
            DoubtTimeout = DoubtTimeout,
            Weights = Weights,
            Destinations = Destinations,
            Fallback = Fallback,
            Quorum = Quorum,
        };
        _runner = new ServiceRunner(
            Adapt(definition), _memory, Remembered, Neighbours, Kernel, _threads, Time, Log.CreateLogger("service"))
        {
            Notices = Notices,
        };
        _runner.Start();
    }

    public async Task StopAsync() => _memory = await _runner!.StopAsync();

    /// <summary>As after a crash: a new host that knows the kernel's table and what was remembered.</summary>
    public async Task CrashAsync()
    {
        await _runner!.StopAsync();
        _memory = ServiceMemory.None;
    }

    /// <summary>Waits until the table holds exactly these servers, each written as <c>number:weight</c>.</summary>
    public Task Has(params string[] servers)
    {
        var expected = string.Join(' ', servers.Order(StringComparer.Ordinal));
        return Eventually.MeetsAsync(
            seen => seen.Table == expected,
            () => Task.FromResult((Table: string.Join(' ', Kernel.Snapshot()), Status)),
            $"the table is [{expected}]");
    }

    /// <summary>Waits until a problem is reported that contains these words.</summary>
    public Task Reports(string words) => Eventually.MeetsAsync(
        said => said.Contains(words, StringComparison.Ordinal), Problems, $"a problem with \"{words}\"");

    /// <summary>Waits until these words have been logged, also of what lasts for a moment only.</summary>
    public Task Says(string words) => Eventually.MeetsAsync(
        lines => lines.Any(line => line.Contains(words, StringComparison.Ordinal)), () => Task.FromResult(Log.Lines), $"\"{words}\" in the log");

    public Task ReportsNothing() => Eventually.EqualAsync("", Problems, "no problem any more");

    /// <summary>Waits until everything has been asked and checked again since now.</summary>
    public async Task Settle()
    {
        var asked = Volatile.Read(ref _asked);
        var passed = Kernel.Reads;
        await Eventually.HoldsAsync(() => Volatile.Read(ref _asked) >= asked + 3 && Kernel.Reads >= passed + 3, "three more rounds");
    }

    public async ValueTask DisposeAsync()
    {
        await _runner!.StopAsync();
        _threads.Dispose();
    }

    private int _asked;

    private Task<string> Problems() => Task.FromResult(string.Join('\n', Status.Problems.Select(problem => problem.What)));

    private CheckOf NewCheck(RealServer server)
    {
        CheckedHosts.Enqueue(server.Host);
        return new CheckOf(this, server);
    }

    private sealed class SourceOf(Scene scene) : IRealServerSource, IDegradable
    {
        public string? DegradedReason => scene.IsPartial ? "only a part is known" : null;

        public bool IsPartial => scene.IsPartial;

        public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref scene._asked);
            return await scene.Source(cancellationToken);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class CheckOf(Scene scene, RealServer server) : IHealthCheck
    {
        // An adopted server is known by its address; the scene knows names.
        private readonly string _name = $"node{server.Address!.GetAddressBytes()[3]}";

        public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
            scene.Checks.TryGetValue(_name, out var check) ? check(cancellationToken) : new(HealthResult.Healthy());

        public ValueTask DisposeAsync()
        {
            scene.Ends();
            return ValueTask.CompletedTask;
        }
    }
}

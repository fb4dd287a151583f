using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>
/// Runs one virtual service: its sources, its checks, and the pass that keeps the kernel's table equal to what they say. Every
/// pass computes everything anew from what is known at its beginning, and starts and ends nothing. All of it runs on the host's own threads.
/// </summary>
internal sealed class ServiceRunner
{
    private const string FallbackSource = "fallback_real_server";
    private static readonly TimeSpan DrainPoll = TimeSpan.FromSeconds(1);

    private readonly ServiceDefinition _definition;
    private readonly IIpvsClient _kernel;
    private readonly IServerMemory _remembered;
    private readonly INeighbours _neighbours;
    private readonly HostThreads _threads;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Signal _signal = new();
    private readonly List<SourceRunner> _sources = [];
    private SourceRunner? _fallback;
    private readonly List<Task> _running = [];
    private readonly ServiceReport _report;
    private readonly ServerNotices _changes;
    private readonly TaskCompletionSource<string?> _firstSync = new();
    private ServiceMemory _memory;
    private Task<ServiceMemory>? _stopped;
    private HealthMonitor? _health;
    private IReadOnlyList<Member> _members = [];
    private IReadOnlyList<RememberedServer> _lastRemembered = [];
    private long _lastPass;
    private volatile Obedience _orders = new(OperatorOrders.None, new TaskCompletionSource());

    public ServiceRunner(
        ServiceDefinition definition,
        ServiceMemory memory,
        IServerMemory remembered,
        INeighbours neighbours,
        IIpvsClient kernel,
        HostThreads threads,
        TimeProvider time,
        ILoggerFactory logging)
    {
        _definition = definition;
        _memory = memory;
        _remembered = remembered;
        _neighbours = neighbours;
        _kernel = kernel;
        _threads = threads;
        _time = time;
        _log = logging.CreateLogger("service");
        _lastPass = time.GetTimestamp();
        _report = new ServiceReport(definition, time, _log);
        _changes = new ServerNotices(definition.Service.Key.ToString());
    }

    public ServiceDefinition Definition => _definition;

    /// <summary>Told what happens to real servers and the quorum.</summary>
    public INotices Notices { private get; init; } = NoNotices.Instance;

    /// <summary>What is known, as of the last pass.</summary>
    public ServiceStatus Status => _report.Status;

    /// <summary>
    /// Completes when every source has answered or failed once, every listed server has been checked once, and the table says
    /// so; with a sentence when the kernel refuses the virtual service itself, else with null.
    /// </summary>
    public Task<string?> FirstSync => _firstSync.Task;

    /// <summary>The servers that the last pass was about.</summary>
    public IReadOnlyList<Candidate> Servers => [.. _members.Where(member => !member.IsFallback).Select(member => member.Candidate)];

    /// <summary>How long ago the last pass ended.</summary>
    public TimeSpan SinceLastPass => _time.GetElapsedTime(Interlocked.Read(ref _lastPass));

    /// <summary>Starts the passes.</summary>
    public void Start() => _running.Add(_threads.Run(() => RunAsync(_stopping.Token)));

    /// <summary>Takes what operators ask for.</summary>
    /// <returns>Completes with the first pass that went by it.</returns>
    public Task ObeyAsync(OperatorOrders orders)
    {
        var obedience = new Obedience(orders, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _orders = obedience;
        _signal.Set();
        return obedience.Obeyed.Task;
    }

    /// <summary>Ends sources, checks and passes, and leaves the kernel's table as it is.</summary>
    /// <returns>What is known of the real servers.</returns>
    public Task<ServiceMemory> StopAsync() => _stopped ??= _threads.Run(StopOnceAsync);

    private async Task<ServiceMemory> StopOnceAsync()
    {
        _stopping.Cancel();
        await HostThreads.EndAsync(_running);
        SourceRunner[] sources = _fallback is null ? [.. _sources] : [.. _sources, _fallback];
        var memory = _health is null ? _memory : new ServiceMemory { Members = _members, Health = _health.Memory, IsQuorumDown = _memory.IsQuorumDown };
        await HostThreads.EndAsync([_health?.StopAsync() ?? Task.CompletedTask, .. sources.Select(EndAsync)]);
        _stopping.Dispose();
        return memory;
    }

    private async Task EndAsync(SourceRunner source)
    {
        if (await source.EndAsync() is { } problem)
        {
            _log.LogWarning("Source {Source} did not end properly: {Reason}", source.State.Name, problem);
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await TurnAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception problem)
            {
                _report.PassFailed(problem);
            }

            Interlocked.Exchange(ref _lastPass, _time.GetTimestamp());
            await _signal.WaitAsync(UntilNext(), _time, stopping);
        }
    }

    // Connections of a server that leaves and the time of one in doubt or kept out are looked at more often than the table.
    private TimeSpan UntilNext()
    {
        var isMoving = _members.Any(member => member.State is ServerState.Leaving or ServerState.Doubted or ServerState.Flapping);
        var pause = isMoving && DrainPoll < _definition.SyncInterval ? DrainPoll : _definition.SyncInterval;
        return _definition.SlowStart is { } slow && slow.Step < pause && _members.Any(member => member.ClimbsSince is not null)
            ? slow.Step
            : pause;
    }

    private async Task TurnAsync(CancellationToken stopping)
    {
        var orders = _orders;
        var table = await KernelTable.ReadAsync(_kernel, _definition.Service.Key, stopping);
        var health = _health ??= await BeginAsync(table, stopping);
        var facts = new PassFacts(table, _sources.ConvertAll(source => source.State), _fallback?.State, _definition.Discovery);
        var former = _members.Where(facts.IsFallback).ToList();
        var real = former.Count == 0 ? _members : [.. _members.Where(member => !facts.IsFallback(member))];
        health.Watch(Watched(facts.Listing, real), stopping);
        await PassAsync(facts, health, real, former, orders.Orders, stopping);
        orders.Obeyed.TrySetResult();
        Remember(facts.Listing);
    }

    private async Task PassAsync(
        PassFacts facts,
        HealthMonitor health,
        IReadOnlyList<Member> real,
        IReadOnlyList<Member> former,
        OperatorOrders orders,
        CancellationToken stopping)
    {
        var table = facts.Table;
        var healthNow = facts.Listing.Candidates.Select(candidate => candidate.EndPoint)
            .Union(real.Select(member => member.Candidate.EndPoint))
            .ToDictionary(endPoint => endPoint, endPoint => health[endPoint]);
        var input = new PlanInput
        {
            Listing = facts.Listing,
            Members = real,
            Health = endPoint => healthNow[endPoint],
            HasChecks = health.HasChecks,
            Kernel = table.ByEndPoint(),
            Weights = _definition.Weights,
            Orders = orders,
            OnFailure = _definition.OnFailure,
            DrainTimeout = _definition.DrainTimeout,
            DoubtTimeout = _definition.DoubtTimeout,
            Now = _time.GetElapsedTime(0),
            WallClock = _time.GetUtcNow(),
        };
        var planned = SlowStartRule.Apply(
            FlapRule.Apply(Planner.Plan(input), real, _definition.Flaps, input.Now), input, _definition.SlowStart, _firstSync.Task.IsCompleted);
        var isKnown = facts.Sources.All(source => source.WasAsked)
            && planned.Where(member => IsLookedAt(member, facts.Listing)).All(member => healthNow[member.Candidate.EndPoint].WasChecked);
        var isSettled = isKnown || _firstSync.Task.IsCompleted;
        var shortfall = ShortfallOf(planned, isSettled);
        var members = FallbackRule.Apply(
            shortfall is null ? planned : QuorumRule.Apply(planned, _definition.Quorum!), facts.Fallback, former, isSettled, input);
        _report.LogTransitions(_members, members);
        var notices = _changes.Between(_members, members, endPoint => input.Kernel.GetValueOrDefault(endPoint).Connections);
        _members = members;

        var wanted = WantedDestinations(members, input.Now);
        var changes = TableDiff.Compute(
            _definition.Service, wanted, table.Service, [.. table.Destinations.Select(state => state.Destination)]);
        var refused = await TableWriter.ApplyAsync(_kernel, changes, stopping);
        _report.Passed(facts.Sources, facts.Listing, members, healthNow, table, wanted, changes, refused, shortfall, isKnown);
        CompleteFirstSync(refused, isKnown);
        foreach (var notice in notices)
        {
            Notices.Take(notice);
        }
    }

    // In words; null when there is no quorum, or it is reached.
    private string? ShortfallOf(IReadOnlyList<Member> planned, bool isSettled)
    {
        if (_definition.Quorum is not { } quorum)
        {
            return null;
        }

        if (isSettled)
        {
            var isDown = QuorumRule.IsDown(planned, quorum, _memory.IsQuorumDown);
            if (isDown != (_memory.IsQuorumDown ?? false))
            {
                Notices.Take(new Notice
                {
                    Event = NoticeKind.Quorum,
                    Service = _definition.Service.Key.ToString(),
                    Old = isDown ? "reached" : "down",
                    New = isDown ? "down" : "reached",
                    Reason = $"the weights of fit real servers add up to {QuorumRule.Sum(planned)} of {quorum.Quorum}",
                });
            }

            _memory = _memory with { IsQuorumDown = isDown };
        }

        return _memory.IsQuorumDown == true
            ? $"the quorum is down: the weights of fit real servers add up to {QuorumRule.Sum(planned)} of {quorum.Quorum}"
            : null;
    }

    private async Task<HealthMonitor> BeginAsync(KernelTable table, CancellationToken stopping)
    {
        var remembered = await _remembered.RecallAsync(_definition, stopping);
        _memory = Adoption.Adopt(_memory, remembered, table, _definition.Checks, _definition.Scale, _time.GetUtcNow());
        _members = _memory.Members;
        var resolver = new NameResolver(_definition.Service.Key.AddressFamily, _definition.Service.Key.Address, _time)
        {
            TakesOtherFamily = _definition.Discovery.Reach.MayTunnel,
        };
        var places = Places.Share(
            _definition.Checking.Concurrency,
            [.. _definition.Sources.Select(source => source.Plugin), .. _definition.Checks.Select(check => check.Plugin)]);
        foreach (var registration in _definition.Sources)
        {
            var account = new PluginAccount($"source {registration.Name}", places[registration.Plugin]);
            var source = new SourceRunner(registration, account, resolver, _definition.Discovery, _time, _log, _signal.Set);
            _sources.Add(source);
            _running.Add(source.RunAsync(stopping));
        }

        if (_definition.Fallback is { } fallback)
        {
            var registration = new SourceRegistration(FallbackSource, () => new FixedSource(fallback));
            // What is said of a real server is not said of the one that stands in for it.
            var discovery = _definition.Discovery with { Reach = _definition.Discovery.Reach with { Hosts = [] } };
            _fallback = new SourceRunner(
                registration, new PluginAccount(registration.Name, 1), resolver, discovery, _time, _log, _signal.Set);
            _running.Add(_fallback.RunAsync(stopping));
        }

        var context = new CheckContext
        {
            Settings = _definition.Checking,
            Neighbours = _neighbours,
            Time = _time,
            Log = _log,
            Changed = _signal.Set,
        };
        var health = new HealthMonitor(
            [.. _definition.Checks.Select(check => (check, new PluginAccount($"check {check.Name}", places[check.Plugin])))], context, _memory.Health);
        _report.Cost = () => [.. _sources.Select(source => source.Cost), .. health.Costs];
        return health;
    }

    // A check goes by the name; a server without one is checked when it is sure that no source will name it.
    private static IEnumerable<Candidate> Watched(Listing listing, IReadOnlyList<Member> members)
    {
        var listed = listing.Candidates.Select(candidate => candidate.EndPoint).ToHashSet();
        return
        [
            .. listing.Candidates,
            .. members.Select(member => member.Candidate).Where(candidate =>
                !listed.Contains(candidate.EndPoint) && !(candidate.IsNameless && listing.IsOpen(candidate.EndPoint))),
        ];
    }

    // What the first synchronisation waits for: those that are listed, and in their place, where they cannot be, those that are held.
    private static bool IsLookedAt(Member member, Listing listing) =>
        member.State != ServerState.Leaving
        && (!member.IsHeld || (listing.CannotBeKnown && !member.Candidate.IsNameless));

    private void Remember(Listing listing)
    {
        if (!listing.IsComplete)
        {
            return;
        }

        IReadOnlyList<RememberedServer> servers =
        [
            .. _members.Where(member => !member.IsFallback)
                .Select(member => new RememberedServer { Candidate = member.Candidate, LeavingSince = member.LeavingSince, Scale = _definition.Scale }),
        ];
        if (servers.Count != _lastRemembered.Count || servers.Zip(_lastRemembered).Any(pair => !pair.First.IsSameAs(pair.Second)))
        {
            _lastRemembered = servers;
            _remembered.Remember(_definition, servers);
        }
    }

    private Destination[] WantedDestinations(IReadOnlyList<Member> members, TimeSpan now) =>
        [.. members.Where(member => member.Weight is not null).Select(member => _definition.Destinations.Of(
            member, _definition.SlowStart?.KernelWeight(member, now) ?? member.Weight!.Value))];

    private void CompleteFirstSync(IReadOnlyList<(TableChange Change, string Problem)> refused, bool isKnown)
    {
        var service = refused.FirstOrDefault(refusal => refusal.Change.Kind is ChangeKind.AddService or ChangeKind.EditService);
        if (service.Problem is not null)
        {
            _firstSync.TrySetResult(service.Problem);
        }
        else if (isKnown)
        {
            _firstSync.TrySetResult(null);
        }
    }

    private sealed record Obedience(OperatorOrders Orders, TaskCompletionSource Obeyed);
}

using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>
/// Runs one virtual service: its sources, its checks, and the pass that keeps the kernel's table equal to what they say. Every
/// pass computes everything anew from what is known at its beginning, and starts and ends nothing. All of it runs on the host's own threads.
/// </summary>
internal sealed class ServiceRunner
{
    private readonly ServiceDefinition _definition;
    private readonly IIpvsClient _kernel;
    private readonly LastList _last;
    private readonly INeighbours _neighbours;
    private readonly HostThreads _threads;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Signal _signal = new();
    private readonly ServiceReport _report;
    private readonly ServerNotices _notices;
    private readonly PassPlanner _planner;
    private readonly TableWatch _watch;
    private readonly PassRequests _requests = new();
    private readonly PassRhythm _rhythm;
    private readonly TaskCompletionSource<string?> _firstSync = new();
    private ServiceMemory _memory;
    private Task _passing = Task.CompletedTask;
    private Task<ServiceMemory>? _stopped;
    private ServiceWork? _work;
    private IReadOnlyList<Member> _members = [];
    private long _lastPass;
    private bool _wasStandby;
    private bool _isAbsent;
    private volatile OperatorOrders _orders = OperatorOrders.None;

    public ServiceRunner(
        ServiceDefinition definition,
        ServiceMemory memory,
        IServerMemory remembered,
        INeighbours neighbours,
        IIpvsClient kernel,
        HostThreads threads,
        TimeProvider time,
        ILogger log)
    {
        _definition = definition;
        _memory = memory;
        _last = new LastList(definition, remembered);
        _neighbours = neighbours;
        _kernel = kernel;
        _threads = threads;
        _time = time;
        _log = log;
        _lastPass = time.GetTimestamp();
        _report = new ServiceReport(definition, time, _log);
        _notices = new ServerNotices(definition.Service.Key.ToString());
        _planner = new PassPlanner(definition);
        _watch = new TableWatch(kernel, definition);
        _rhythm = new PassRhythm(definition);
    }

    public ServiceDefinition Definition => _definition;

    /// <summary>Told what happens to real servers and the quorum, and nothing of what is done in standby.</summary>
    public INotices Notices { private get; init; } = NoNotices.Instance;

    /// <summary>Measure what passes and checks do.</summary>
    public DirectorInstruments Instruments { private get; init; } = new();

    /// <summary>Whether the kernel's table was without the virtual service and its twins a moment ago.</summary>
    public bool IsAbsent { init => _isAbsent = value; }

    /// <summary>What is known, as of the last pass.</summary>
    public ServiceStatus Status => _report.Status;

    /// <summary>The real servers, as of the last pass.</summary>
    public IReadOnlyList<Member> Members => _members;

    /// <summary>The addresses of the primary that the real servers follow, as of the last pass.</summary>
    public IReadOnlyList<IPAddress> Primary => _report.Primary;

    /// <summary>What is wrong, as of the last pass.</summary>
    public IReadOnlyList<ProblemStatus> Problems => _report.Problems;

    /// <summary>
    /// Completes when every source has answered or failed once, every listed server has been checked once, and the table says
    /// so; with a sentence when the kernel refuses the virtual service itself, else with null.
    /// </summary>
    public Task<string?> FirstSync => _firstSync.Task;

    /// <summary>How long ago the last pass ended.</summary>
    public TimeSpan SinceLastPass => _time.GetElapsedTime(Interlocked.Read(ref _lastPass));

    /// <summary>Starts the passes.</summary>
    public void Start() => _passing = _threads.Run(() => RunAsync(_stopping.Token));

    /// <summary>Takes what operators ask for.</summary>
    /// <returns>Completes with the first pass that went by it.</returns>
    public Task ObeyAsync(OperatorOrders orders)
    {
        _orders = orders;
        return AskAsync();
    }

    /// <summary>Asks for a pass, so that all that is told is as of now.</summary>
    /// <returns>Completes with the first pass that begins from now on and comes to its end.</returns>
    public Task AskAsync()
    {
        var asked = _requests.AskAsync();
        _signal.Set();
        return asked;
    }

    /// <summary>Ends the passes, and leaves the kernel's table as it is. What plugins made is ended too, which may take them long.</summary>
    /// <returns>What is known of the real servers.</returns>
    public Task<ServiceMemory> StopAsync() => _stopped ??= _threads.Run(StopOnceAsync);

    /// <summary>Completes, once the passes have ended, when what plugins made has: each object is bounded, and waits for its place.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    private async Task<ServiceMemory> StopOnceAsync()
    {
        _stopping.Cancel();
        await HostThreads.EndAsync([_passing]);
        if (_work is not { } work)
        {
            _stopping.Dispose();
            return _memory;
        }

        await work.StopAsync();
        var memory = _memory with { Members = _members, Health = work.Health.Memory };
        Ended = EndAsync(work);
        return memory;
    }

    private async Task EndAsync(ServiceWork work)
    {
        foreach (var problem in await work.EndAsync())
        {
            _log.LogWarning("{Problem}", problem);
        }

        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var isNews = _signal.Clear();
            try
            {
                if (isNews || _requests.HasAny || !await _watch.IsRightAsync(stopping))
                {
                    await TurnAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception problem)
            {
                _watch.Forget();
                Instruments.Failed(_definition.Service.Key, problem is IpvsException ? 1 : 0);
                _report.PassFailed(problem);
            }

            Interlocked.Exchange(ref _lastPass, _time.GetTimestamp());
            if (!_requests.HasAny)
            {
                await _signal.WaitAsync(_rhythm.After(_members), _time, stopping);
            }
        }
    }

    private async Task TurnAsync(CancellationToken stopping)
    {
        var started = _time.GetTimestamp();
        _watch.Forget();
        _requests.Begin();
        var orders = _orders;
        var isStandby = _kernel.IsStandby;
        var tables = _isAbsent ? KernelTables.Absent(_definition) : await KernelTables.ReadAsync(_kernel, _definition, _watch.Images, stopping);
        _isAbsent = false;
        if (_work is null)
        {
            _work = await BeginAsync(tables.Together, stopping);
            await _work.HearConstantAsync(stopping);

            // What was said is known to this pass.
            _signal.Clear();
        }

        var work = _work;
        var facts = new PassFacts(tables, work.Sources.States, work.Sources.Fallback, _definition.Discovery);
        var former = _members.Where(facts.IsFallback).ToList();
        var real = former.Count == 0 ? _members : [.. _members.Where(member => !facts.IsFallback(member))];
        work.Watch(facts.Listing, real, stopping);
        await PassAsync(facts, work.Health, real, former, orders, isStandby, stopping);
        Instruments.Passed(_definition.Service.Key, _time.GetElapsedTime(started));
        _requests.Serve();
        _last.Keep(facts.Listing, _members);
    }

    private async Task PassAsync(
        PassFacts facts,
        HealthMonitor health,
        IReadOnlyList<Member> real,
        IReadOnlyList<Member> former,
        OperatorOrders orders,
        bool isStandby,
        CancellationToken stopping)
    {
        var healthNow = health.Of([.. facts.Listing.Candidates.Select(candidate => candidate.EndPoint), .. real.Select(member => member.Candidate.EndPoint)]);
        var input = _planner.Input(facts, real, healthNow, orders, _time.GetElapsedTime(0), _time.GetUtcNow());
        var plan = _planner.Plan(facts, input, former, _firstSync.Task.IsCompleted, _memory.IsQuorumDown);
        var changed = MemberChange.Between(EndsStandby(isStandby) ? [] : _members, plan.Members);
        IReadOnlyList<Notice> notices =
        [
            .. _notices.OfQuorum(_memory.IsQuorumDown, plan),
            .. _notices.Of(
                changed,
                endPoint => input.Kernel.GetValueOrDefault(endPoint).Connections,
                new ServerEvidence(facts, healthNow, _definition.Discovery.Port).Complete),
        ];
        _report.LogNotices(notices);
        _members = plan.Members;
        _memory = _memory with { IsQuorumDown = plan.IsQuorumDown };
        try
        {
            var refused = await TableWriter.ApplyAsync(_kernel, plan.Changes, stopping);
            Instruments.Changed(_definition.Service.Key, plan.Changes, refused);
            _report.Passed(facts, plan, healthNow, refused);
            CompleteFirstSync(refused, plan.IsKnown);
            _watch.Passed(plan, changed, _notices.Awaits(plan.Members));
        }
        finally
        {
            // Also where the kernel could not be told all: the next pass does the rest, and sees no change of a server any more.
            foreach (var notice in isStandby ? [] : notices)
            {
                Notices.Take(notice);
            }
        }
    }

    // What is in the kernel's table after a standby is told as at a start.
    private bool EndsStandby(bool isStandby)
    {
        var ends = _wasStandby && !isStandby;
        _wasStandby = isStandby;
        if (ends)
        {
            _report.UseAnotherTable();
        }

        return ends;
    }

    private async Task<ServiceWork> BeginAsync(KernelTable table, CancellationToken stopping)
    {
        var remembered = await _last.RecallAsync(stopping);
        _memory = Adoption.Adopt(_memory, remembered, table, _definition.Checks, _definition.Scale, _time.GetUtcNow());
        _members = _memory.Members;
        var work = new ServiceWork(
            _definition, _memory, _neighbours, _signal.Set, call => Instruments.Checked(_definition.Service.Key, call), null, _time, _log, stopping);
        _memory = _memory with { Leftovers = work.Leftovers };
        _report.Work = work;
        return work;
    }

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
}

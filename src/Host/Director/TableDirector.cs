using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>
/// Keeps any number of virtual services in the kernel's table. Its members are called one at a time, except for
/// <see cref="Running"/>, <see cref="Orders"/>, <see cref="Problems"/>, <see cref="AllProblems"/>, <see cref="IsStandby"/>, <see cref="Look"/> and <see cref="ObeyAsync"/>.
/// </summary>
internal sealed class TableDirector
{
    // What plugins made may take to end before the host does.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2.5);

    private readonly IIpvsClient _kernel;
    private readonly IServerMemory _memory;
    private readonly INeighbours _neighbours;
    private readonly HostThreads _threads;
    private readonly KernelUpkeep _upkeep;
    private readonly OwnedServices _owned;
    private readonly TimeProvider _time;
    private readonly ILogger _serviceLog;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private volatile RunningServices _running = new([]);
    private volatile DirectorPlan? _plan;
    private volatile OperatorOrders _orders = OperatorOrders.None;
    private Task _keeping = Task.CompletedTask;

    /// <param name="kernel">The kernel's table.</param>
    /// <param name="memory">Where last lists are kept.</param>
    /// <param name="neighbours">Tells whether real servers are there at all.</param>
    /// <param name="threads">Where everything runs.</param>
    /// <param name="keeper">Keeps what is there once for all services; null when that is not to be touched whatever the plan says.</param>
    /// <param name="owning">Told which services are owned, before the first change of one of them; not while it is in standby.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logging">Where changes are logged.</param>
    public TableDirector(
        IIpvsClient kernel,
        IServerMemory memory,
        INeighbours neighbours,
        HostThreads threads,
        KernelKeeper? keeper,
        Action<IReadOnlyList<ServiceKey>> owning,
        TimeProvider time,
        ILoggerFactory logging)
    {
        _kernel = kernel;
        _memory = memory;
        _neighbours = neighbours;
        _threads = threads;
        _time = time;
        _serviceLog = logging.CreateLogger("service");
        _log = logging.CreateLogger("director");
        _owned = new OwnedServices(kernel, owning, _log);
        _upkeep = new KernelUpkeep(keeper, time, _log);
    }

    /// <summary>What is known of the virtual services.</summary>
    public RunningServices Running => _running;

    /// <summary>What is wrong apart from the virtual services.</summary>
    public IReadOnlyList<ProblemStatus> Problems => _upkeep.Problems;

    /// <summary>All that is wrong, with what is wrong with virtual services.</summary>
    public IEnumerable<ProblemStatus> AllProblems => [.. _upkeep.Problems, .. _running.Problems];

    /// <summary>Whether it only knows what it would do: nothing outside the process is changed, and nobody is told.</summary>
    public bool IsStandby => _kernel.IsStandby;

    /// <summary>Told what happens.</summary>
    public INotices Notices { private get; init; } = NoNotices.Instance;

    /// <summary>Measure what passes and checks do.</summary>
    public DirectorInstruments Instruments { get; } = new();

    /// <summary>What operators asked for.</summary>
    public OperatorOrders Orders => _orders;

    /// <summary>Takes what operators ask for, for all services, those of later plans included.</summary>
    /// <returns>Completes when the kernel's table was made by it.</returns>
    public Task ObeyAsync(OperatorOrders orders)
    {
        _orders = orders;
        return Task.WhenAll(_running.Runners.Select(runner => runner.ObeyAsync(orders)));
    }

    /// <summary>Waits for a pass of every service, so that what is told of them is as of now. Needs neither the host's threads nor the pool's.</summary>
    /// <param name="atMost">The longest that is waited.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public void Look(TimeSpan atMost, CancellationToken stopping) =>
        Task.WaitAll([.. _running.Runners.Select(runner => runner.AskAsync())], (int)atMost.TotalMilliseconds, stopping);

    /// <summary>
    /// Makes the services equal to the plan. A service that stays keeps its place in the kernel's table, and what is known of its
    /// real servers; one that is new is there before one that goes is removed.
    /// </summary>
    /// <param name="plan">The services.</param>
    /// <param name="leftBehind">Services that a host before this one left in the kernel's table; those of the plan are adopted.</param>
    /// <param name="atMost">How long to wait for the first synchronisation.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    /// <returns>
    /// Null once the first synchronisation is done or its time is over. Else why the kernel refuses a virtual service; the services
    /// from before that are not in the plan then still run, and another plan can be applied.
    /// </returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public Task<string?> ApplyAsync(
        DirectorPlan plan, IReadOnlyCollection<ServiceKey> leftBehind, TimeSpan atMost, CancellationToken stopping) =>
        _threads.Run(() => ApplyHereAsync(plan, leftBehind, atMost, stopping));

    private async Task<string?> ApplyHereAsync(
        DirectorPlan plan, IReadOnlyCollection<ServiceKey> leftBehind, TimeSpan atMost, CancellationToken stopping)
    {
        var former = _running.Runners.ToDictionary(runner => runner.Definition.Service.Key);
        _plan = plan;
        if (!IsStandby)
        {
            await PrepareAsync(plan, stopping);
        }

        var planned = plan.Services.SelectMany(service => service.Keys).ToList();
        List<ServiceKey> there = [.. _running.Runners.SelectMany(runner => runner.Definition.Keys).Union(leftBehind)];
        _owned.Own([.. there.Union(planned)]);
        var present = await PresentAsync(plan.Services.Count(service => !former.ContainsKey(service.Service.Key)), leftBehind, stopping);
        var runners = new List<ServiceRunner>();
        foreach (var definition in plan.Services)
        {
            if (former.GetValueOrDefault(definition.Service.Key) is { } same && definition.Origin.Length > 0 && same.Definition.Origin == definition.Origin)
            {
                former.Remove(definition.Service.Key);
                runners.Add(same);
                continue;
            }

            var memory = former.Remove(definition.Service.Key, out var predecessor)
                ? await predecessor.StopAsync()
                : ServiceMemory.None;
            var runner = new ServiceRunner(definition, memory, _memory, _neighbours, _kernel, _threads, _time, _serviceLog)
            {
                IsAbsent = present is not null && !definition.Keys.Any(present.Contains),
                Notices = Notices,
                Instruments = Instruments,
            };
            runners.Add(runner);
            await StopSharingAsync(former, definition);
            _ = runner.ObeyAsync(_orders);
            runner.Start();
        }

        _running = new([.. runners, .. former.Values]);
        if (_keeping.IsCompleted)
        {
            _keeping = _threads.Run(() => KeepAsync(_stopping.Token));
        }

        if (await FirstSyncAsync(runners, atMost, stopping) is { } problem)
        {
            return problem;
        }

        foreach (var gone in former.Values)
        {
            await gone.StopAsync();
        }

        var remaining = await _owned.RemoveAsync(there.Except(planned), stopping);
        _running = new(runners);
        _owned.Own([.. planned, .. remaining]);
        return null;
    }

    /// <summary>Ends the standby: the kernel's table is made as the plan says.</summary>
    /// <param name="atMost">How long to wait for what is not known yet.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    /// <returns>Null once it is so. Else why the kernel has not every virtual service of the plan.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public Task<string?> DirectAsync(TimeSpan atMost, CancellationToken stopping) => _threads.Run(() => DirectHereAsync(atMost, stopping));

    private async Task<string?> DirectHereAsync(TimeSpan atMost, CancellationToken stopping)
    {
        await PrepareAsync(_plan!, stopping);
        _owned.Direct();
        (_kernel as StandbyTable)?.Direct();
        var refusal = await FirstSyncAsync(_running.Runners, atMost, stopping);
        await HostThreads.EndAsync([.. _running.Runners.Select(runner => runner.AskAsync())], atMost, _time, stopping);
        foreach (var key in _owned.Keys)
        {
            if (await _kernel.GetServiceAsync(key, null, stopping) is null)
            {
                return refusal ?? $"the kernel has no virtual service {key}: {string.Join("; ", AllProblems.Select(problem => problem.What))}";
            }
        }

        return refusal;
    }

    // What is there once for all services, before the first of them.
    private async Task PrepareAsync(DirectorPlan plan, CancellationToken stopping)
    {
        Notices.Use(plan.Notices);
        await _upkeep.KeepAsync(plan, stopping);
    }

    // One look at the whole table in place of one at each of a thousand services that are not there; null where each looks for itself. A list
    // that others change meanwhile may miss one: those that may be adopted are looked at in any case.
    private async Task<HashSet<ServiceKey>?> PresentAsync(int newServices, IEnumerable<ServiceKey> leftBehind, CancellationToken stopping)
    {
        try
        {
            return newServices > 1 ? [.. leftBehind, .. (await _kernel.GetServicesAsync(stopping)).Select(service => service.Key)] : null;
        }
        catch (IpvsException)
        {
            // Each will say it of itself.
            return null;
        }
    }

    // Two that keep one virtual service would undo each other's changes.
    private static async Task StopSharingAsync(Dictionary<ServiceKey, ServiceRunner> former, ServiceDefinition definition)
    {
        foreach (var runner in former.Values.Where(runner => runner.Definition.Keys.Intersect(definition.Keys).Any()).ToList())
        {
            former.Remove(runner.Definition.Service.Key);
            await runner.StopAsync();
        }
    }

    /// <summary>Ends everything.</summary>
    /// <param name="removesServices">Whether the virtual services are removed from the kernel's table, or left as they are. Asked late: who leaves them may be asked to remove them meanwhile.</param>
    /// <param name="stopping">Bounds the removal.</param>
    /// <returns>What that came to.</returns>
    public Task<bool> StopAsync(Func<bool> removesServices, CancellationToken stopping) => _threads.Run(() => StopHereAsync(removesServices, stopping));

    private async Task<bool> StopHereAsync(Func<bool> removesServices, CancellationToken stopping)
    {
        _stopping.Cancel();
        await HostThreads.EndAsync([_keeping]);
        var runners = _running.Runners;
        await HostThreads.EndAsync([.. runners.Select(runner => runner.StopAsync())], Timeout.InfiniteTimeSpan, _time, stopping);
        var ended = HostThreads.EndAsync([.. runners.Select(runner => runner.Ended)], LongestEnd, _time, stopping);
        _running = new([]);
        if (!removesServices())
        {
            await ended;
        }

        var removes = removesServices();
        if (removes && !IsStandby && _owned.Keys.Count > 0)
        {
            _upkeep.BeforeRemoval();
            _owned.Own(await _owned.RemoveAsync(_owned.Keys, stopping));
            await _upkeep.GiveBackAsync(stopping);
        }

        await ended;
        return removes;
    }

    private async Task<string?> FirstSyncAsync(IReadOnlyList<ServiceRunner> runners, TimeSpan atMost, CancellationToken stopping)
    {
        try
        {
            var problems = await Task.WhenAll(runners.Select(runner => runner.FirstSync)).WaitAsync(atMost, _time, stopping);
            return problems.FirstOrDefault(problem => problem is not null);
        }
        catch (TimeoutException)
        {
            _log.LogWarning("The first synchronisation is not complete after {Seconds} s; going on", atMost.TotalSeconds);
            return null;
        }
    }

    private async Task KeepAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(_plan!.SyncInterval, _time, stopping);
            if (!IsStandby)
            {
                await _upkeep.KeepAsync(_plan, stopping);
            }
        }
    }
}

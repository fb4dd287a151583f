using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>What plugins do for one virtual service while it runs: its sources and its checks.</summary>
internal sealed class ServiceWork
{
    // A list that stands in the parameters is there in a moment, unless names in it are looked up.
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly IReadOnlyList<Task> _asking;

    /// <summary>Begins to ask.</summary>
    /// <param name="definition">The service.</param>
    /// <param name="memory">What is known of its real servers from before.</param>
    /// <param name="neighbours">Tells whether real servers are there at all.</param>
    /// <param name="changed">Called when something new is known.</param>
    /// <param name="checkCalled">Told of every call of a check, once it counts.</param>
    /// <param name="sourceCalled">Told of every call of a source, once it counts; null when nobody is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where changes are logged.</param>
    /// <param name="stopping">Cancelled when the service stops.</param>
    public ServiceWork(
        ServiceDefinition definition,
        ServiceMemory memory,
        INeighbours neighbours,
        Action changed,
        Action<CheckCall> checkCalled,
        Action<SourceCall>? sourceCalled,
        TimeProvider time,
        ILogger log,
        CancellationToken stopping)
    {
        _time = time;
        var places = PluginPlaces.Share(
            definition.Checking.Concurrency,
            [.. definition.Sources.Select(source => source.Plugin), .. definition.Checks.Select(check => check.Plugin)]);
        var accounts = new PluginAccounts(places, memory.Leftovers);
        Sources = new ServiceSources(definition, memory.Members, accounts, sourceCalled, time, log, changed);
        _asking = [.. Sources.Run(stopping)];
        var context = new CheckContext
        {
            Settings = definition.Checking,
            Neighbours = neighbours,
            VirtualAddress = definition.Service.Key.Address,
            Method = definition.Destinations.Method,
            Time = time,
            Log = log,
            Called = checkCalled,
            Changed = changed,
        };
        Health = new HealthMonitor(
            [.. definition.Checks.Select(check => (check, accounts.Open($"check {check.Name}", check.Plugin)))], context, memory.Health);
        Leftovers = accounts.Leftovers;
    }

    public ServiceSources Sources { get; }

    public HealthMonitor Health { get; }

    /// <summary>What is left behind of the calls of each, by name.</summary>
    public IReadOnlyDictionary<string, Leftovers> Leftovers { get; }

    /// <summary>What the calls of each have cost.</summary>
    public IReadOnlyList<PluginCost> Costs => [.. Sources.Costs, .. Health.Costs];

    /// <summary>Waits a moment for what stands in the parameters, so that the first pass knows it already.</summary>
    /// <exception cref="OperationCanceledException">The service is stopping.</exception>
    public async Task HearConstantAsync(CancellationToken stopping)
    {
        await HostThreads.EndAsync(Sources.Constant, AMoment, _time, stopping);
        stopping.ThrowIfCancellationRequested();
    }

    /// <summary>Makes the servers that are checked those that are listed and those that are members still.</summary>
    public void Watch(Listing listing, IReadOnlyList<Member> members, CancellationToken stopping) =>
        Health.Watch(Watched(listing, members), stopping);

    /// <summary>Waits until no source is asked any more, once the service is stopping.</summary>
    public Task StopAsync() => HostThreads.EndAsync(_asking);

    /// <summary>Ends what plugins made, which may take them long: each object is bounded, and waits for its place.</summary>
    /// <returns>What did not end properly, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        var sources = Sources.End();
        await HostThreads.EndAsync([Health.StopAsync(), .. sources]);
        return [.. sources.Where(source => source.IsCompletedSuccessfully).Select(source => source.Result).OfType<string>()];
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
}

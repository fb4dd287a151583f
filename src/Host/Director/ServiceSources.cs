using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>Runs the sources of one virtual service, and what finds its fallback server.</summary>
internal sealed class ServiceSources
{
    /// <summary>The name by which people know what finds the fallback server: its parameter's.</summary>
    public const string FallbackName = "fallback_real_server";

    private readonly List<SourceRunner> _sources = [];
    private readonly SourceRunner? _fallback;

    /// <param name="definition">The service.</param>
    /// <param name="members">The real servers that are known from before, whose names may not resolve now.</param>
    /// <param name="accounts">Where calls are booked.</param>
    /// <param name="called">Told of every call of a source, once it counts; null when nobody is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where changes are logged.</param>
    /// <param name="changed">Called when something new is known.</param>
    public ServiceSources(
        ServiceDefinition definition,
        IReadOnlyList<Member> members,
        PluginAccounts accounts,
        Action<SourceCall>? called,
        TimeProvider time,
        ILogger log,
        Action changed)
    {
        var key = definition.Service.Key;
        var resolver = new NameResolver(key.AddressFamily, key.Address, time) { TakesOtherFamily = definition.Discovery.Reach.MayTunnel };
        foreach (var candidate in members.OrderBy(member => member.State == ServerState.Leaving).Select(member => member.Candidate))
        {
            foreach (var host in candidate.Names)
            {
                resolver.Remember(host, candidate.EndPoint.Address);
            }
        }

        foreach (var registration in definition.Sources)
        {
            var account = accounts.Open($"source {registration.Name}", registration.Plugin);
            _sources.Add(new SourceRunner(registration, account, resolver, definition.Discovery, time, log, changed) { Called = called });
        }

        if (definition.Fallback is { } fallback)
        {
            var registration = new SourceRegistration(FallbackName, () => new FixedSource(fallback)) { Defaults = new CallDefaults { IsConstant = true } };
            // What is said of a real server is not said of the one that stands in for it.
            var discovery = definition.Discovery with { Reach = definition.Discovery.Reach with { Hosts = [] } };
            _fallback = new SourceRunner(registration, new PluginAccount(registration.Name, 1), resolver, discovery, time, log, changed);
        }
    }

    /// <summary>What each source said.</summary>
    public IReadOnlyList<SourceState> States => _sources.ConvertAll(source => source.State);

    /// <summary>What is known of the fallback server; null when there is none.</summary>
    public SourceState? Fallback => _fallback?.State;

    /// <summary>Each completes when one has answered or failed once that says what stands in the parameters.</summary>
    public IReadOnlyList<Task> Constant => [.. All.Where(source => source.IsConstant).Select(source => source.Spoken)];

    /// <summary>What the calls of each source have cost.</summary>
    public IEnumerable<PluginCost> Costs => _sources.Select(source => source.Cost);

    private IEnumerable<SourceRunner> All => _fallback is null ? _sources : [.. _sources, _fallback];

    /// <summary>Starts to ask.</summary>
    public IEnumerable<Task> Run(CancellationToken stopping) => [.. All.Select(source => source.RunAsync(stopping))];

    /// <summary>Ends what plugins made, which asks no more.</summary>
    /// <returns>For each what did not end properly, a sentence; null when all did.</returns>
    public IReadOnlyList<Task<string?>> End() => [.. All.Select(EndAsync)];

    private static async Task<string?> EndAsync(SourceRunner source) =>
        await source.EndAsync() is { } problem ? $"Source {source.State.Name} did not end properly: {problem}." : null;
}

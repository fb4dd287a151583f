using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Settings;

/// <summary>Makes of parameters, with the plugins that are loaded, the real servers of one virtual service or several.</summary>
internal sealed class PoolReader(ILoggerFactory logging, TimeProvider time)
{
    // One for each plugin, however many services have it.
    private readonly ConcurrentDictionary<string, PluginLog> _logs = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    /// <param name="pools">What is to be read; its mistakes are added to.</param>
    /// <param name="catalog">The plugins.</param>
    /// <returns>The definition of each, in that order; null where there is any mistake, or what is to be read is not complete.</returns>
    public IReadOnlyList<ServiceDefinition?> Read(IReadOnlyList<PoolInput> pools, PluginCatalog catalog)
    {
        List<PluginBuilder> builders = [.. pools.Select(NewBuilder)];
        foreach (var pool in pools)
        {
            pool.Mistakes.AddRange(Readable.Mistakes(
                () => pool.Keys.Count > 0 ? ForwardingSettings.MistakesIn(pool.Settings, pool.Reach) : [],
                () => PoolSettings.MistakesIn(pool)));
        }

        foreach (var loaded in catalog.Loaded)
        {
            Configure(loaded, pools, builders);
        }

        return [.. pools.Zip(builders, (pool, builder) => Definition(pool, builder, catalog))];
    }

    private PluginBuilder NewBuilder(PoolInput pool)
    {
        var service = pool.Keys is not [var key, ..]
            ? null
            : new VirtualServiceInfo
            {
                Address = key.Address,
                AddressFamily = key.AddressFamily,
                Port = key.Port,
                Protocol = key.Protocol,
                FirewallMark = key.FirewallMark,
            };
        return new PluginBuilder(service, pool.Settings, LogOf, time);
    }

    private PluginLog LogOf(string plugin) => _logs.GetOrAdd(plugin, _ => new PluginLog(logging, time));

    private static void Configure(LoadedPlugin loaded, IReadOnlyList<PoolInput> pools, IReadOnlyList<PluginBuilder> builders)
    {
        var problems = BoundedCall.RunEachOf(
            loaded.Plugin,
            [.. builders.Select(builder => (Action)(() =>
            {
                builder.Plugin = loaded.Name;
                loaded.Plugin.Configure(builder);
            }))],
            BoundedCall.Deadline);
        foreach (var (pool, problem) in pools.Zip(problems).Where(pair => pair.Second is not (null or UnreadableValueException)))
        {
            pool.Mistakes.Add(problem is FormatException
                ? Words.Of(problem)
                : $"Plugin {loaded.Name} failed while it was configured: {Words.Of(problem!)}");
        }
    }

    private static ServiceDefinition? Definition(PoolInput pool, PluginBuilder builder, PluginCatalog catalog)
    {
        if (!pool.IsComplete)
        {
            return null;
        }

        if (pool.Mistakes.Count == 0 && builder.Sources.Count == 0)
        {
            pool.Mistakes.Add(catalog.Loaded.Count == 0
                ? "No plugin is loaded that could list real servers; the folder \"plugins\" beside lvsdr should hold those that it brings."
                : "Nothing says which real servers there are; set weight_of_realservers, or a parameter of a plugin that lists them.");
        }

        return pool.Mistakes.Count > 0 ? null : Made(pool, builder, catalog);
    }

    private static ServiceDefinition Made(PoolInput pool, PluginBuilder builder, PluginCatalog catalog)
    {
        var settings = pool.Settings;
        return new ServiceDefinition
        {
            Services = pool.Services,
            Sources = builder.Sources,
            Checks = builder.Checks,
            Discovery = new DiscoverySettings
            {
                Reach = pool.Reach,
                Interval = settings.Get(HostSettings.SourceInterval),
                Timeout = settings.Get(HostParameters.SourceTimeout),
                TimeoutIsSet = settings.IsSet(HostParameters.SourceTimeout.Name),
                MaxServers = settings.Get(HostSettings.MaxRealServers),
                Merge = settings.Get(HostSettings.RealServerMerge),
            },
            Checking = new CheckSettings
            {
                Interval = settings.Get(HostSettings.CheckInterval),
                Timeout = settings.Get(HostParameters.CheckTimeout),
                TimeoutIsSet = settings.IsSet(HostParameters.CheckTimeout.Name),
                FastInterval = settings.Get(HostSettings.CheckFastInterval),
                Concurrency = settings.TryGet(HostSettings.CheckConcurrency, out var calls) ? calls : new CheckSettings().Concurrency,
                Rise = settings.Get(HostSettings.Rise),
                Fall = settings.Get(HostSettings.Fall),
            },
            Weights = new WeightRules
            {
                DefaultWeight = settings.Get(HostParameters.DefaultWeight),
                Hosts = settings.IsSet(HostParameters.WeightOfRealServers.Name)
                ? settings.Get(HostParameters.WeightOfRealServers)
                : [],
            },
            Destinations = ForwardingSettings.Destinations(settings),
            OnFailure = settings.Get(HostSettings.OnFailure),
            SlowStart = PoolSettings.SlowStart(settings),
            Flaps = PoolSettings.Flaps(settings),
            Fallback = PoolSettings.Fallback(settings),
            Quorum = PoolSettings.Quorum(settings),
            SyncInterval = settings.Get(HostSettings.SyncInterval),
            DrainTimeout = settings.Get(HostSettings.DrainTimeout),
            DoubtTimeout = settings.Get(HostSettings.DoubtTimeout),
            ListedBy = HashOf(WhatListsDependOn(settings, builder.Sources, catalog)),
        };
    }

    // The sources, and what the plugins that brought them were given; those that bring checks alone have no say. The host's own parameters
    // change how a list is used, not what is in it, apart from these.
    private static string WhatListsDependOn(ParameterValues settings, IReadOnlyList<SourceRegistration> sources, PluginCatalog catalog)
    {
        var plugins = sources.Select(source => source.Plugin).ToHashSet(StringComparer.Ordinal);
        HashSet<string> counting = new(StringComparer.Ordinal) { HostSettings.RealServerMerge.Name, HostParameters.WeightOfRealServers.Name };
        counting.UnionWith(catalog.Loaded.Where(loaded => plugins.Contains(loaded.Name))
            .SelectMany(loaded => loaded.Parameters).Select(parameter => parameter.Name));
        var texts = settings.Given.Where(pair => counting.Contains(pair.Key)).Select(pair => $"{pair.Key}={pair.Value}\0")
            .Concat(sources.Select(source => $"{source.Plugin} {source.Name}\0"))
            .Order(StringComparer.Ordinal);
        return string.Concat(texts);
    }

    // Of a text alone, so that a definition keeps nothing alive that it was read from.
    private static Lazy<string> HashOf(string text) => new(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
}

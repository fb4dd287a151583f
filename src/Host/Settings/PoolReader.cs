using System.Security.Cryptography;
using System.Text;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Settings;

/// <summary>Makes of parameters, with the plugins that are loaded, the real servers of one virtual service or several.</summary>
internal sealed class PoolReader(ILoggerFactory logging, TimeProvider time)
{
    /// <summary>Reads them.</summary>
    /// <param name="settings">The parameters.</param>
    /// <param name="keys">What selects the virtual services; the first is the one that plugins are told of.</param>
    /// <param name="services">The virtual services, in that order; none where they are wrong.</param>
    /// <param name="catalog">The plugins.</param>
    /// <param name="mistakes">Gets a sentence for each mistake.</param>
    /// <returns>The definition; null when there is any mistake.</returns>
    public ServiceDefinition? Read(
        ParameterValues settings,
        IReadOnlyList<ServiceKey> keys,
        IReadOnlyList<VirtualService> services,
        PluginCatalog catalog,
        List<string> mistakes)
    {
        mistakes.AddRange(ForwardingSettings.MistakesIn(settings, keys));
        mistakes.AddRange(PoolSettings.MistakesIn(settings, keys));
        var key = keys[0];
        var builder = new PluginBuilder(
            new VirtualServiceInfo
            {
                Address = key.Address,
                AddressFamily = key.AddressFamily,
                Port = key.Port,
                Protocol = key.Protocol,
                FirewallMark = key.FirewallMark,
            },
            settings,
            logging,
            time);
        foreach (var loaded in catalog.Loaded)
        {
            Configure(loaded, builder, mistakes);
        }

        if (mistakes.Count == 0 && builder.Sources.Count == 0)
        {
            mistakes.Add(catalog.Loaded.Count == 0
                ? "No plugin is loaded that could list real servers; plugin_path should name the folders of plugins."
                : "Nothing says which real servers there are; set weight_of_realservers, or a parameter of a plugin that lists them.");
        }

        return mistakes.Count > 0 ? null : Definition(settings, services, builder, catalog);
    }

    private static void Configure(LoadedPlugin loaded, PluginBuilder builder, List<string> mistakes)
    {
        builder.Plugin = loaded.Name;
        try
        {
            BoundedCall.RunOf(
                loaded.Plugin,
                () =>
                {
                    loaded.Plugin.Configure(builder);
                    return true;
                },
                BoundedCall.Deadline);
        }
        catch (FormatException wrong)
        {
            mistakes.Add(Words.Of(wrong));
        }
        catch (Exception problem)
        {
            mistakes.Add($"Plugin {loaded.Name} failed while it was configured: {Words.Of(problem)}");
        }
    }

    private static ServiceDefinition Definition(
        ParameterValues settings, IReadOnlyList<VirtualService> services, PluginBuilder builder, PluginCatalog catalog) => new()
        {
            Services = services,
            Sources = builder.Sources,
            Checks = builder.Checks,
            Discovery = new DiscoverySettings
            {
                Reach = ForwardingSettings.Reach(settings, [.. services.Select(service => service.Key)]),
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
            ListedBy = ListedBy(settings, builder.Sources, catalog),
        };

    // The sources, and what the plugins that brought them were given; those that bring checks alone have no say. The host's own parameters
    // change how a list is used, not what is in it, apart from these.
    private static string ListedBy(ParameterValues settings, IReadOnlyList<SourceRegistration> sources, PluginCatalog catalog)
    {
        var plugins = sources.Select(source => source.Plugin).ToHashSet(StringComparer.Ordinal);
        HashSet<string> counting = new(StringComparer.Ordinal) { HostSettings.RealServerMerge.Name, HostParameters.WeightOfRealServers.Name };
        counting.UnionWith(catalog.Loaded.Where(loaded => plugins.Contains(loaded.Name))
            .SelectMany(loaded => loaded.Parameters).Select(parameter => parameter.Name));
        var texts = settings.Given.Where(pair => counting.Contains(pair.Key)).Select(pair => $"{pair.Key}={pair.Value}\0")
            .Concat(sources.Select(source => $"{source.Plugin} {source.Name}\0"))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts))));
    }
}

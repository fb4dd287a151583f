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

/// <summary>Makes a director's plan of the parameters that were given, with the plugins that are loaded.</summary>
internal sealed class ConfigurationReader(ILoggerFactory logging, TimeProvider time)
{
    /// <summary>Reads everything and reports all mistakes together.</summary>
    /// <param name="catalog">The plugins.</param>
    /// <param name="given">The parameters.</param>
    /// <param name="known">What names of <c>vip</c> and <c>port</c> stand for, where that is known already; else they are looked up.</param>
    public Configuration Read(PluginCatalog catalog, GivenParameters given, IReadOnlyList<ServiceKey>? known = null)
    {
        var read = SettingsReader.Read([.. HostSettings.All, .. catalog.Parameters], given.Values);
        if (read.Settings is not { } settings)
        {
            var refusal = given.Mistakes.Count > 0 ? Refusal.WrongEverywhere : read.Refusal;
            return Refused([.. given.Mistakes, .. read.Mistakes, .. Suspects(read, catalog)], refusal);
        }

        List<string> mistakes = [.. given.Mistakes, .. ServiceSettings.MistakesIn(settings)];
        var unresolved = new List<string>();
        if ((known ?? ServiceSettings.Keys(settings, unresolved)) is not [var key, ..] keys)
        {
            return Refused([.. mistakes, .. unresolved], mistakes.Count > 0 ? Refusal.WrongEverywhere : Refusal.MissingHere);
        }

        var services = Services(keys, settings, mistakes);
        mistakes.AddRange(ForwardingSettings.MistakesIn(settings, keys));
        mistakes.AddRange(PoolSettings.MistakesIn(settings, keys));
        mistakes.AddRange(WishSettings.MistakesIn(settings));
        var notices = NoticeParameters.Read(settings, mistakes);
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

        return mistakes.Count > 0
            ? Refused(mistakes, Refusal.WrongEverywhere)
            : new Configuration { Plan = Plan(settings, services, builder, catalog) with { Notices = notices } };
    }

    private static Configuration Refused(IReadOnlyList<string> mistakes, Refusal refusal) =>
        new() { Mistakes = mistakes, Refusal = refusal };

    // A plugin that could not be loaded may be the one that declares a parameter nobody knows.
    private static IEnumerable<string> Suspects(SettingsResult read, PluginCatalog catalog) =>
        read.UnknownParameters.Count > 0 ? catalog.Refused.Select(refused => $"Not loaded: {refused.File}: {refused.Reason}") : [];

    // What does not fit one port fits no other.
    private static IReadOnlyList<VirtualService> Services(IReadOnlyList<ServiceKey> keys, ParameterValues settings, List<string> mistakes)
    {
        var options = settings.Get(HostSettings.VirtualServiceOptions);
        try
        {
            return [.. keys.Select(options.For)];
        }
        catch (FormatException wrong)
        {
            mistakes.Add($"{HostSettings.VirtualServiceOptions.Name} does not fit the service {keys[0]}: {wrong.Message}.");
            return [];
        }
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

    private static DirectorPlan Plan(
        ParameterValues settings, IReadOnlyList<VirtualService> services, PluginBuilder builder, PluginCatalog catalog) => new()
    {
        ManageKernelSettings = settings.Get(HostSettings.ManageSysctls),
        SyncInterval = settings.Get(HostSettings.SyncInterval),
        Wishes = WishSettings.Read(settings),
        Services =
        [
            new ServiceDefinition
            {
                Service = services[0],
                Twins = [.. services.Skip(1)],
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
            },
        ],
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

using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Loading;

namespace LvsPluggable.Host.Settings;

/// <summary>Makes a director's plan of the parameters that were given, with the plugins that are loaded.</summary>
internal sealed class ConfigurationReader(PoolReader pools)
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
        if ((known ?? ServiceSettings.Keys(settings, unresolved)) is not [_, ..] keys)
        {
            return Refused([.. mistakes, .. unresolved], mistakes.Count > 0 ? Refusal.WrongEverywhere : Refusal.MissingHere);
        }

        var notices = NoticeParameters.Read(settings, mistakes);
        mistakes.AddRange(WishSettings.MistakesIn(settings));
        var services = ServiceSettings.Services(keys, settings, mistakes);
        var definition = pools.Read(settings, keys, services, catalog, mistakes);
        return mistakes.Count > 0
            ? Refused(mistakes, Refusal.WrongEverywhere)
            : new Configuration
            {
                Plan = new DirectorPlan
                {
                    ManageKernelSettings = settings.Get(HostSettings.ManageSysctls),
                    SyncInterval = settings.Get(HostSettings.SyncInterval),
                    Wishes = WishSettings.Read(settings),
                    Notices = notices,
                    Services = [definition!],
                },
            };
    }

    private static Configuration Refused(IReadOnlyList<string> mistakes, Refusal refusal) =>
        new() { Mistakes = mistakes, Refusal = refusal };

    // A plugin that could not be loaded may be the one that declares a parameter nobody knows.
    private static IEnumerable<string> Suspects(SettingsResult read, PluginCatalog catalog) =>
        read.UnknownParameters.Count > 0 ? catalog.Refused.Select(refused => $"Not loaded: {refused.File}: {refused.Reason}") : [];
}

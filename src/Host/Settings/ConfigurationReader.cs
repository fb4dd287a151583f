using System.Net;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings.Files;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Settings;

/// <summary>Makes a director's plan of the parameters that were given, with the plugins that are loaded.</summary>
internal sealed class ConfigurationReader(PoolReader pools)
{
    private readonly FileReader _files = new(pools);

    /// <summary>Reads everything and reports all mistakes together.</summary>
    /// <param name="catalog">The plugins.</param>
    /// <param name="given">The parameters.</param>
    /// <param name="known">What names of <c>vip</c> and <c>port</c> stand for, where that is known already; else they are looked up.</param>
    public Configuration Read(PluginCatalog catalog, GivenParameters given, IReadOnlyList<ServiceKey>? known = null)
    {
        var read = new SettingsReader([.. HostSettings.All, .. catalog.Parameters]).Read(given.Values);
        var settings = read.Partial;
        List<string> misread = [.. given.Mistakes, .. read.Mistakes, .. Suspects(read, catalog)];
        var page = ListenParameters.Read(settings, looksAtFiles: known is null);
        misread.AddRange([.. page.Mistakes, .. page.Missing]);
        var isWrongEverywhere = given.Mistakes.Count + page.Mistakes.Count > 0 || read.Refusal == Refusal.WrongEverywhere;
        if (settings.IsSet(HostSettings.Config.Name))
        {
            var file = Readable.Else(() => ReadFile(settings.Get(HostSettings.Config), given, settings, catalog, known), new Configuration());
            isWrongEverywhere |= file.Refusal == Refusal.WrongEverywhere;
            return misread.Count == 0
                ? file with { StatusPage = page.Settings, Metrics = page.Metrics }
                : Refused([.. misread, .. file.Mistakes], isWrongEverywhere ? Refusal.WrongEverywhere : Refusal.MissingHere);
        }

        List<string> mistakes = [.. Readable.Mistakes(() => ServiceSettings.MistakesIn(settings))];
        var unresolved = new List<string>();
        var keys = known ?? Readable.Else(() => ServiceSettings.Keys(settings, unresolved), []);
        var notices = Readable.Else(() => NoticeParameters.Read(settings, mistakes), null);
        mistakes.AddRange(WishSettings.MistakesIn(settings));
        var services = keys.Count == 0 ? [] : Readable.Else(() => ServiceSettings.Services(keys, settings, mistakes), []);
        var definition = pools.Read([new PoolInput { Settings = settings, Keys = keys, Services = services, Mistakes = mistakes }], catalog)[0];

        // The plugin that declares what nobody does might have a say in the others' mistakes.
        isWrongEverywhere |= mistakes.Count > 0 && read.UnknownParameters.Count == 0;
        return misread.Count + mistakes.Count + unresolved.Count > 0
            ? Refused([.. misread, .. mistakes, .. unresolved], isWrongEverywhere ? Refusal.WrongEverywhere : Refusal.MissingHere)
            : new Configuration
            {
                Plugins = new PluginsInUse(catalog.Loaded),
                StatusPage = page.Settings,
                Metrics = page.Metrics,
                Plan = new DirectorPlan
                {
                    ManageKernelSettings = settings.Get(HostSettings.ManageSysctls),
                    SyncInterval = settings.Get(HostSettings.SyncInterval),
                    Wishes = WishSettings.Read(settings),
                    Notices = notices,
                    PublishedAttribute = settings.TryGet(ClusterParameters.PublishAttribute, out var attribute) ? attribute : null,
                    Services = [definition!],
                },
            };
    }

    private static string Shown(string name, ParameterValues settings) =>
        settings.GivenWithoutSecrets.TryGetValue(name, out var text) ? $"\"{OneLine.Of(text)}\"" : "***";

    private Configuration ReadFile(
        string path, GivenParameters given, ParameterValues settings, PluginCatalog catalog, IReadOnlyList<ServiceKey>? known)
    {
        List<string> mistakes =
        [
            .. settings.Given.Where(pair => settings.IsDeclared(pair.Key) && !ParameterScopes.StandsBesideFile(pair.Key))
                .Select(pair => $"{pair.Key}={Shown(pair.Key, settings)} should not be set next to {HostSettings.Config.Name}, but be in the file."),
        ];
        byte[] text;
        try
        {
            text = given.File ?? File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Refused(
                [.. mistakes, $"{HostSettings.Config.Name}=\"{path}\" cannot be read: {Words.Of(problem)}"],
                mistakes.Count > 0 ? Refusal.WrongEverywhere : Refusal.MissingHere);
        }

        var read = _files.Read(catalog, FileText.Read(text), known ?? []);
        mistakes.AddRange(read.Mistakes.Select(mistake => $"{path}:{mistake.Place}: {mistake.What}"));
        mistakes.AddRange(Elsewhere(path, settings, read.Plan));
        return mistakes.Count == 0
            ? new Configuration { Plan = read.Plan, File = text, Plugins = new PluginsInUse(catalog.Loaded) }
            : Refused(mistakes, read.Mistakes.Count < mistakes.Count ? Refusal.WrongEverywhere : read.Refusal);
    }

    // The agent lvs has one address on every node, which all services of the file have to have then.
    private static IEnumerable<string> Elsewhere(string path, ParameterValues settings, DirectorPlan? plan)
    {
        if (!settings.Given.TryGetValue(HostSettings.Vip.Name, out var vip))
        {
            return [];
        }

        return !IPAddress.TryParse(vip.Trim('[', ']'), out var address)
            ? [$"{HostSettings.Vip.Name}=\"{OneLine.Of(vip)}\" should be an address in figures next to {HostSettings.Config.Name}, as all services of the file have it."]
            : (plan?.Services ?? []).SelectMany(service => service.Keys)
                .Where(key => key.Address is { } other && !other.Equals(address))
                .Select(key => $"{path}: the virtual service {key} should have the address {address}, as {HostSettings.Vip.Name} says next to {HostSettings.Config.Name}.");
    }

    private static Configuration Refused(IReadOnlyList<string> mistakes, Refusal refusal) =>
        new() { Mistakes = mistakes, Refusal = refusal };

    // A plugin that could not be loaded may be the one that declares a parameter nobody knows.
    private static IEnumerable<string> Suspects(SettingsResult read, PluginCatalog catalog) =>
        read.UnknownParameters.Count > 0 ? catalog.Refused.Select(refused => $"Not loaded: {refused.File}: {refused.Reason}") : [];
}

using LvsPluggable.Host.Plugins.Loading;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Settings;

/// <summary>Loads the plugins of the folders that the parameters name.</summary>
/// <param name="loader">Loads them.</param>
/// <param name="log">Where refused plugins are reported; a command that has nothing to report needs no log.</param>
internal sealed class InstalledPlugins(PluginLoader loader, Lazy<ILogger> log)
{
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    /// <summary>The plugins of the built-in folder, and of those that <c>plugin_path</c> names.</summary>
    /// <param name="given">The parameters.</param>
    /// <param name="first">A plugin that goes before them; null for none.</param>
    public PluginCatalog Load(IReadOnlyDictionary<string, string> given, PluginFile? first = null)
    {
        var catalog = loader.Load(Of(given), HostSettings.All, first);
        foreach (var refused in catalog.Refused)
        {
            if (_warned.Add($"{refused.File}: {refused.Reason}"))
            {
                log.Value.LogWarning("Plugin {File} is not loaded: {Reason}", refused.File, refused.Reason);
            }
        }

        return catalog;
    }

    /// <summary>What is wrong with <c>plugin_path</c>, in sentences; for commands that read no other parameter.</summary>
    public static IEnumerable<string> MistakesIn(IReadOnlyDictionary<string, string> given) =>
        new SettingsReader([HostSettings.PluginPath]).Read(given.Where(pair => pair.Key == HostSettings.PluginPath.Name).ToDictionary()).Mistakes;

    // A plugin_path that cannot be read is reported with all other mistakes, once the parameters are read as a whole. A folder that nobody
    // named need not be there.
    private static List<string> Of(IReadOnlyDictionary<string, string> given)
    {
        var builtIn = Path.Combine(AppContext.BaseDirectory, "plugins");
        return given.TryGetValue(HostSettings.PluginPath.Name, out var text)
            ? [builtIn, .. HostSettings.PluginPath.TryParseValue(text, out var folders, out _) ? (IReadOnlyList<string>)folders : []]
            : [builtIn, .. Directory.Exists(HostSettings.AdministratorsPlugins) ? [HostSettings.AdministratorsPlugins] : (string[])[]];
    }
}

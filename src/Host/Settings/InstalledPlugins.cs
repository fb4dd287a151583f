using LvsPluggable.Host.Plugins.Loading;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Settings;

/// <summary>Loads the plugins of the folders that the parameters name.</summary>
/// <param name="loader">Loads them.</param>
/// <param name="log">Where refused plugins are reported; a command that has nothing to report needs no log.</param>
internal sealed class InstalledPlugins(PluginLoader loader, Lazy<ILogger> log)
{
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    /// <summary>The plugins, of <c>plugin_path</c> where it is given, else of the built-in folder and the administrator's.</summary>
    public PluginCatalog Load(IReadOnlyDictionary<string, string> given)
    {
        var catalog = loader.Load(Of(given), HostSettings.All);
        foreach (var refused in catalog.Refused)
        {
            if (_warned.Add($"{refused.File}: {refused.Reason}"))
            {
                log.Value.LogWarning("Plugin {File} is not loaded: {Reason}", refused.File, refused.Reason);
            }
        }

        return catalog;
    }

    // A plugin_path that cannot be read is reported with all other mistakes, once the parameters are read as a whole.
    private static IReadOnlyList<string> Of(IReadOnlyDictionary<string, string> given) =>
        given.TryGetValue(HostSettings.PluginPath.Name, out var text)
            && HostSettings.PluginPath.TryParseValue(text, out var folders, out _)
                ? (IReadOnlyList<string>)folders
                : [Path.Combine(AppContext.BaseDirectory, "plugins"), "/etc/lvsdr/plugins"];
}

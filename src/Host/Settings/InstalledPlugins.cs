using System.ComponentModel;
using LvsPluggable.Host.Plugins.Loading;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Settings;

/// <summary>Loads the plugins of the folders that the parameters name.</summary>
/// <param name="loader">Loads them.</param>
/// <param name="log">Where refused plugins are reported; a command that has nothing to report needs no log.</param>
internal sealed class InstalledPlugins(PluginLoader loader, Lazy<ILogger> log)
{
    private static readonly string BuiltIn = Path.Combine(AppContext.BaseDirectory, "plugins");

    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    /// <summary>The plugins of the built-in folder, and of those that <c>plugin_path</c> names.</summary>
    /// <param name="given">The parameters.</param>
    /// <param name="first">A plugin that goes before them; null for none.</param>
    /// <param name="former">Those of the host before this one, whose parameters are known although they went; null for none.</param>
    public PluginCatalog Load(IReadOnlyDictionary<string, string> given, PluginFile? first = null, IReadOnlyList<PluginRecord>? former = null)
    {
        // What lvsdr brings along is as the package that it came in.
        var hashes = HashesOf(given);
        var catalog = loader.Load(Of(given), HostSettings.All, first, file => file.Root == BuiltIn ? null : hashes);
        foreach (var refused in catalog.Refused)
        {
            if (_warned.Add($"{refused.File}: {refused.Reason}"))
            {
                log.Value.LogWarning("Plugin {File} is not loaded: {Reason}", refused.File, refused.Reason);
            }
        }

        // Where a file has changed since it was loaded, what is not known may be known to the host after this one.
        return catalog.IsOutdated ? catalog : WithFormer(catalog, former ?? [], given);
    }

    /// <summary>The sums of all files of plugins that are not built in, which are not loaded for it.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be read.</exception>
    /// <exception cref="Win32Exception">A link leads nowhere.</exception>
    public static IEnumerable<(string Hash, string Path)> Hashes(IReadOnlyDictionary<string, string> given) =>
        PluginFolders.Find([.. Of(given).Where(folder => folder != BuiltIn)], []).SelectMany(PluginHashes.Of);

    /// <summary>What is wrong with the parameters that say which plugins are loaded, in sentences; for commands that read no others.</summary>
    public static IEnumerable<string> MistakesIn(IReadOnlyDictionary<string, string> given)
    {
        Parameter[] read = [HostSettings.PluginPath, HostSettings.PluginHashes];
        var texts = read.Where(parameter => given.ContainsKey(parameter.Name)).ToDictionary(parameter => parameter.Name, parameter => given[parameter.Name]);
        return new SettingsReader(read).Read(texts).Mistakes;
    }

    // One whose parameters nobody sets any more is forgotten; what a configuration file sets is not known here.
    private static PluginCatalog WithFormer(PluginCatalog catalog, IReadOnlyList<PluginRecord> former, IReadOnlyDictionary<string, string> given)
    {
        bool IsSet(string parameter) => given.GetValueOrDefault(parameter) is { Length: > 0 };
        var declared = HostSettings.All.Concat(catalog.Parameters).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var missing = new List<LoadedPlugin>();
        foreach (var plugin in former)
        {
            string[] lost = [.. plugin.Parameters.Where(declared.Add)];
            if (lost.Any(IsSet) || (lost.Length > 0 && IsSet(HostSettings.Config.Name)))
            {
                missing.Add(MissingPlugin.Load(plugin.Name, plugin.Version, plugin.File, lost));
            }
        }

        return missing.Count == 0 ? catalog : new PluginCatalog([.. catalog.Loaded, .. missing], catalog.Refused);
    }

    // A plugin_path that cannot be read is reported with all other mistakes, once the parameters are read as a whole. A folder that nobody
    // named need not be there.
    private static List<string> Of(IReadOnlyDictionary<string, string> given)
    {
        return given.TryGetValue(HostSettings.PluginPath.Name, out var text)
            ? [BuiltIn, .. HostSettings.PluginPath.TryParseValue(text, out var folders, out _) ? (IReadOnlyList<string>)folders : []]
            : [BuiltIn, .. Directory.Exists(HostSettings.AdministratorsPlugins) ? [HostSettings.AdministratorsPlugins] : (string[])[]];
    }

    // One that cannot be understood allows nothing: it is a mistake that is reported, and until then nothing is to run.
    private static PluginHashes? HashesOf(IReadOnlyDictionary<string, string> given) =>
        !given.TryGetValue(HostSettings.PluginHashes.Name, out var text) ? null
        : HostSettings.PluginHashes.TryParseValue(text, out var path, out var mistake) ? PluginHashes.Read((string)path)
        : PluginHashes.Unusable(text, mistake);
}

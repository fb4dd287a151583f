using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>How many calls of each plugin may run at once, whatever the number of its sources and checks and of the real servers.</summary>
internal static class PluginPlaces
{
    /// <summary>Shares what may run at once among plugins, so that the calls of one never take the places of another.</summary>
    /// <param name="concurrency">How many calls may run at once; each plugin has one place at least.</param>
    /// <param name="plugins">The plugins that have any source or check; a name may be there more than once.</param>
    public static IReadOnlyDictionary<string, Places> Share(int concurrency, IEnumerable<string> plugins)
    {
        var names = plugins.ToHashSet(StringComparer.Ordinal);
        return names.ToDictionary(name => name, _ => new Places(Math.Max(1, concurrency / names.Count)), StringComparer.Ordinal);
    }
}

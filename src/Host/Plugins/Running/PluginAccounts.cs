using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>The accounts of the registrations of one virtual service.</summary>
/// <param name="places">Where calls have their places, by plugin.</param>
/// <param name="former">The accounts before the parameters changed: what was left behind then still runs.</param>
internal sealed class PluginAccounts(IReadOnlyDictionary<string, Places> places, IReadOnlyDictionary<string, PluginAccount> former)
{
    private readonly Dictionary<string, PluginAccount> _all = new(StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public IReadOnlyDictionary<string, PluginAccount> All => _all;

    /// <summary>Opens one.</summary>
    /// <param name="name">The name of what it is for, unlike all others of the service.</param>
    /// <param name="plugin">The plugin that registered it.</param>
    public PluginAccount Open(string name, string plugin) =>
        _all[name] = new PluginAccount(name, places[plugin], former.GetValueOrDefault(name));
}

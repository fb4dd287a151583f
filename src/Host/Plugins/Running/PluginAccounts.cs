using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>The accounts of the registrations of one virtual service.</summary>
/// <param name="places">Where calls have their places, by plugin.</param>
/// <param name="former">What was left behind before the parameters changed, by name of registration: it still runs.</param>
internal sealed class PluginAccounts(IReadOnlyDictionary<string, Places> places, IReadOnlyDictionary<string, Leftovers> former)
{
    private readonly Dictionary<string, Leftovers> _leftovers = new(StringComparer.Ordinal);

    /// <summary>What is left behind of each, by name.</summary>
    public IReadOnlyDictionary<string, Leftovers> Leftovers => _leftovers;

    /// <summary>Opens one.</summary>
    /// <param name="name">The name of what it is for, unlike all others of the service.</param>
    /// <param name="plugin">The plugin that registered it.</param>
    public PluginAccount Open(string name, string plugin)
    {
        var account = new PluginAccount(name, places[plugin], former.GetValueOrDefault(name));
        _leftovers[name] = account.Leftovers;
        return account;
    }
}

using System.Net;

namespace LvsPluggable.Host.Discovery;

/// <summary>The entries of <c>weight_of_realservers</c>, found by name, address and port. There may be ten thousands of them.</summary>
internal sealed class WeightedHosts
{
    private readonly Dictionary<string, List<WeightedHost>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<IPAddress, List<WeightedHost>> _byAddress = [];

    public WeightedHosts(IReadOnlyList<WeightedHost> entries)
    {
        foreach (var entry in entries)
        {
            Add(_byName, entry.Host, entry);
            if (IPAddress.TryParse(entry.Host, out var address))
            {
                Add(_byAddress, address, entry);
            }
        }
    }

    /// <summary>The entry that is about a server: one of its port before one that says none. Null when there is none.</summary>
    /// <param name="names">The names that the server is known by.</param>
    /// <param name="address">Its address.</param>
    /// <param name="port">Its port; 0 when that is not known yet, so that any entry will do.</param>
    public WeightedHost? Find(IReadOnlyList<string> names, IPAddress? address, int port)
    {
        WeightedHost? withoutPort = null;
        WeightedHost? withPort = null;
        foreach (var entry in Named(names, address))
        {
            if (entry.Port == 0)
            {
                withoutPort ??= entry;
            }
            else if (entry.Port == port)
            {
                return entry;
            }
            else if (port == 0)
            {
                withPort ??= entry;
            }
        }

        return withoutPort ?? withPort;
    }

    private IEnumerable<WeightedHost> Named(IReadOnlyList<string> names, IPAddress? address) =>
        names.SelectMany(name => _byName.GetValueOrDefault(name) ?? [])
            .Concat(address is null ? [] : _byAddress.GetValueOrDefault(address) ?? []);

    private static void Add<TKey>(Dictionary<TKey, List<WeightedHost>> index, TKey key, WeightedHost entry)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var entries))
        {
            index[key] = entries = [];
        }

        entries.Add(entry);
    }
}

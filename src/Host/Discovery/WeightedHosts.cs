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
        WeightedHost? best = null;
        for (var number = 0; number < names.Count; number++)
        {
            best = Better(best, _byName.GetValueOrDefault(names[number]), port);
        }

        return address is null ? best : Better(best, _byAddress.GetValueOrDefault(address), port);
    }

    // Asked for each real server, at every pass.
    private static WeightedHost? Better(WeightedHost? best, List<WeightedHost>? entries, int port)
    {
        for (var number = 0; number < (entries?.Count ?? 0); number++)
        {
            var entry = entries![number];
            if (Rank(entry, port) > (best is null ? 0 : Rank(best, port)))
            {
                best = entry;
            }
        }

        return best;
    }

    private static int Rank(WeightedHost entry, int port) => entry.Port switch
    {
        0 => 2,
        _ when entry.Port == port => 3,
        _ => port == 0 ? 1 : 0,
    };

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

using System.Net;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres.Source;

/// <summary>
/// The standbys that are listed. One that streams is; one that stopped streaming stays for a while, because all of them do when the
/// primary restarts or another one takes its place, and come back when their WAL receivers try again.
/// </summary>
/// <param name="syncStates">The sync_states that count.</param>
/// <param name="log">Where rows are named that cannot be listed.</param>
internal sealed class StandbyList(IReadOnlySet<string> syncStates, ILogger log)
{
    /// <summary>How long one that stopped streaming stays: six times wal_retrieve_retry_interval's default of 5 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private HashSet<string> _nameless = [];

    /// <summary>The addresses of all standbys that are listed.</summary>
    public IReadOnlySet<IPAddress> Addresses => _entries.Values.SelectMany(entry => entry.Addresses).ToHashSet();

    /// <summary>What is wrong with the rows that were taken in last; none when all is well.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>
    /// The primary's standbys, those that are listed without streaming at the moment, too: they may have standbys themselves.
    /// </summary>
    public IReadOnlyList<NamedRow> Upstreams(IReadOnlyList<NamedRow> rows) =>
    [
        .. rows.Concat(_entries.Values.Select(entry => entry.Row).Where(row => row.Upstream is null))
            .Where(row => row is { Host: not null, Row: { IsStandby: true, State: "streaming" } })
            .DistinctBy(row => row.Host, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Takes in what the primary says.</summary>
    /// <param name="rows">All that receive log from it.</param>
    /// <param name="primary">The primary's addresses, at which no standby can be.</param>
    /// <param name="now">The time, on a clock that does not jump.</param>
    /// <returns>The standbys, in the order of their names.</returns>
    public IReadOnlyList<RealServer> Update(IReadOnlyList<NamedRow> rows, IReadOnlyList<IPAddress> primary, TimeSpan now)
    {
        var standbys = rows.Where(row => row.Row.IsStandby).ToList();
        Complain(standbys);
        var problems = standbys.Select(row => row.Refusal).OfType<string>().ToList();

        // A standby that reconnected is there twice until the primary notices.
        foreach (var host in standbys.Where(row => row.Host is not null).GroupBy(row => row.Host!, StringComparer.OrdinalIgnoreCase))
        {
            var row = host.OrderByDescending(row => row.Row.State == "streaming").ThenByDescending(row => row.Row.LastSeen).First();
            if (row.Row.State != "streaming")
            {
                continue;
            }

            if (Others(host, row) is { Count: > 0 } others)
            {
                problems.Add($"more than one standby calls itself {host.Key}: those at {string.Join(", ", others)} and "
                    + $"{row.Row.ClientAddress}; the last, which replied last, counts");
            }

            if (syncStates.Contains(row.Row.SyncState))
            {
                _entries[host.Key] = new Entry(row.Addresses, now, row, Listed(row));
            }
            else
            {
                _entries.Remove(host.Key);
            }
        }

        foreach (var (host, entry) in _entries.ToList())
        {
            if (now - entry.Seen > Patience || (entry.Seen != now && entry.Addresses.Intersect(primary).Any()))
            {
                _entries.Remove(host);
            }
        }

        Problems = problems;
        return [.. _entries.Values.Select(entry => entry.Server).OrderBy(server => server.Host, StringComparer.Ordinal)];
    }

    // One that reconnected comes from the same address; in one that is not the same, somebody else is.
    private static List<IPAddress> Others(IEnumerable<NamedRow> rows, NamedRow counting) =>
    [
        .. rows.Where(row => row.Row is { State: "streaming", ClientAddress: not null }).Select(row => row.Row.ClientAddress!)
            .Where(address => counting.Row.ClientAddress is { } counts && !address.Equals(counts)).Distinct(),
    ];

    private static RealServer Listed(NamedRow row)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sync_state"] = row.Row.SyncState,
            ["state"] = row.Row.State!,
        };
        if (row.ReplicatesFrom is { } address)
        {
            labels["replicates_from"] = $"{address}";
        }

        if (row.Upstream is { } upstream)
        {
            labels["upstream"] = upstream;
        }

        return new RealServer { Host = row.Host!, Labels = labels };
    }

    private void Complain(List<NamedRow> standbys)
    {
        var nameless = standbys.Where(row => row is { Host: null, Refusal: null }).Select(row => row.Row.ApplicationName).ToHashSet();
        foreach (var name in nameless.Except(_nameless))
        {
            log.LogWarning(
                "A standby that calls itself \"{Name}\" is left out: it connects through a Unix socket, and that is no host's name", name);
        }

        _nameless = nameless;
    }

    private sealed record Entry(IReadOnlyList<IPAddress> Addresses, TimeSpan Seen, NamedRow Row, RealServer Server);
}

using System.Net;

namespace LvsPluggable.Postgres.Source;

/// <summary>Tells which host a row of pg_stat_replication is about.</summary>
/// <param name="naming">What names a standby.</param>
/// <param name="names">The addresses of names.</param>
/// <param name="areTrusted">Whether a name counts when its address is another one than that of the WAL receiver.</param>
internal sealed class RowNamer(HostNaming naming, HostNames names, bool areTrusted)
{
    // What a WAL receiver calls itself when neither application_name nor cluster_name is set.
    private const string DefaultName = "walreceiver";

    public Task<NamedRow[]> NameAsync(IEnumerable<ReplicationRow> rows, CancellationToken cancellationToken) =>
        Task.WhenAll(rows.Select(row => NameAsync(row, cancellationToken)));

    private async Task<NamedRow> NameAsync(ReplicationRow row, CancellationToken cancellationToken)
    {
        if (naming == HostNaming.ApplicationName && row.ApplicationName != DefaultName && HostNames.IsHost(row.ApplicationName))
        {
            var found = await names.FindAsync(row.ApplicationName, cancellationToken);
            if (found.Count > 0 && !IsElsewhere(row.ClientAddress, found))
            {
                return Named(row, found);
            }
        }

        return row.ClientAddress is { } address ? new NamedRow(row, $"{address}", [address]) : new NamedRow(row, null, []);
    }

    // Replication may have a network of its own; but a standby may also call itself what it likes.
    private NamedRow Named(ReplicationRow row, IReadOnlyList<IPAddress> found)
    {
        var isThere = row.ClientAddress is { } client && found.Any(address => Plain(address).Equals(Plain(client)));
        if (areTrusted || isThere)
        {
            return new NamedRow(row, row.ApplicationName, found) { ReplicatesFrom = isThere ? null : row.ClientAddress };
        }

        var from = row.ClientAddress is null ? "through a Unix socket" : $"from {row.ClientAddress}";
        return new NamedRow(row, null, [])
        {
            Refusal = $"{row.ApplicationName} is left out: it connects {from}, its name's address is {string.Join(", ", found)}, and "
                + "postgres_trust_names is false",
        };
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // A name such as "localhost" is right on the standby and here means this machine.
    private static bool IsElsewhere(IPAddress? client, IReadOnlyList<IPAddress> found) =>
        client is not null && !IPAddress.IsLoopback(client)
        && found.All(address => IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
}

using System.Net;

namespace LvsPluggable.Postgres.Source;

/// <summary>Tells which host a row of pg_stat_replication is about.</summary>
internal sealed class RowNamer(HostNaming naming, HostNames names)
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
                return new NamedRow(row, row.ApplicationName, found);
            }
        }

        return row.ClientAddress is { } address ? new NamedRow(row, $"{address}", [address]) : new NamedRow(row, null, []);
    }

    // A name such as "localhost" is right on the standby and here means this machine.
    private static bool IsElsewhere(IPAddress? client, IReadOnlyList<IPAddress> found) =>
        client is not null && !IPAddress.IsLoopback(client)
        && found.All(address => IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
}

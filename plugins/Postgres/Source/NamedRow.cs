using System.Net;

namespace LvsPluggable.Postgres.Source;

/// <summary>A row of pg_stat_replication and the host that it is about.</summary>
/// <param name="Row">The row.</param>
/// <param name="Host">The host's name or address; null when the row tells none.</param>
/// <param name="Addresses">The host's addresses.</param>
internal sealed record NamedRow(ReplicationRow Row, string? Host, IReadOnlyList<IPAddress> Addresses);

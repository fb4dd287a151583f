using System.Net;
using LvsPluggable.Postgres.Connections;

namespace LvsPluggable.Postgres.Source;

/// <summary>One server that the source's connection string names.</summary>
/// <param name="Host">Its name, or else its address; the folder of its socket when it has none.</param>
/// <param name="Addresses">All addresses of the host; none for a socket.</param>
/// <param name="Server">How to connect to one of them.</param>
internal sealed record SourceServer(string Host, IReadOnlyList<IPAddress> Addresses, Server Server);

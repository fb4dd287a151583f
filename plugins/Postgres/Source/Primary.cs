using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Source;

/// <summary>The primary, as it was found.</summary>
/// <param name="Server">The server.</param>
/// <param name="Session">A connection to it.</param>
/// <param name="Identity">Which server it is.</param>
/// <param name="Timeline">Its timeline.</param>
internal sealed record Primary(SourceServer Server, Session Session, ServerIdentity Identity, int Timeline);

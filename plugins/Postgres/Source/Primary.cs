using LvsPluggable.Postgres.Connections;

namespace LvsPluggable.Postgres.Source;

/// <summary>The primary, as it was found.</summary>
/// <param name="Server">The server.</param>
/// <param name="Session">A connection to it.</param>
/// <param name="Timeline">Its timeline.</param>
internal sealed record Primary(SourceServer Server, Session Session, int Timeline);

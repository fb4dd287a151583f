namespace LvsPluggable.Postgres.Replication;

/// <summary>Which database cluster a server belongs to, and which of its servers it is.</summary>
/// <param name="System">The system_identifier, which a cluster's servers share.</param>
/// <param name="Started">
/// When it was started, in seconds since 1970 by its own clock: the same at all addresses of one server, another one for each server.
/// </param>
internal sealed record ServerIdentity(string System, string Started)
{
    /// <summary>The columns of a query for it, for PostgreSQL 9.6 and later and any role.</summary>
    public const string Columns =
        "(SELECT system_identifier FROM pg_control_system()), extract(epoch FROM pg_postmaster_start_time())";

    /// <summary>Reads the columns, as COPY writes them.</summary>
    /// <exception cref="InvalidDataException">They are no answer to the question.</exception>
    public static ServerIdentity Read(string? system, string? started) => system is null || started is null
        ? throw new InvalidDataException("the server's answer is malformed")
        : new ServerIdentity(system, started);
}

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// What the environment of the process adds to a connection string. Npgsql by itself also takes PGSSLCERT, PGSSLKEY, PGOPTIONS and
/// PGTZ. Nothing takes PGHOST, PGHOSTADDR, PGPORT, PGDATABASE, PGSSLMODE, PGAPPNAME or any other: what a health check connects to and
/// how is in its parameters alone, and in the service that they or PGSERVICE name.
/// </summary>
internal sealed record ClientEnvironment
{
    /// <summary>PGUSER, or else the name of the user that the process runs as.</summary>
    public required string User { get; init; }

    /// <summary>PGPASSWORD; null when it is not set.</summary>
    public string? Password { get; init; }

    /// <summary>PGPASSFILE; null when it is not set.</summary>
    public string? PassFile { get; init; }

    /// <summary>PGSSLROOTCERT, of which <c>system</c> means what it does in a connection string; null when it is not set.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>PGREQUIREAUTH; null when it is not set.</summary>
    public string? RequireAuth { get; init; }

    /// <summary>PGSERVICE; null when it is not set. Empty, it is a service without a name, as for libpq.</summary>
    public string? Service { get; init; }

    /// <summary>PGSERVICEFILE; null when it is not set.</summary>
    public string? ServiceFile { get; init; }

    /// <summary>PGSYSCONFDIR, the folder of the machine's service file; null when it is not set.</summary>
    public string? ConfigurationFolder { get; init; }

    /// <summary>
    /// The user's home folder, for .pgpass, .pg_service.conf and .postgresql/root.crt; null when there is none.
    /// </summary>
    public string? Home { get; init; }

    /// <summary>The environment of this process, as it is now.</summary>
    public static ClientEnvironment Read() => new()
    {
        User = Variable("PGUSER") ?? Environment.UserName,
        Password = Variable("PGPASSWORD"),
        PassFile = Variable("PGPASSFILE"),
        RootCertificate = Variable("PGSSLROOTCERT"),
        RequireAuth = Variable("PGREQUIREAUTH"),
        Service = Environment.GetEnvironmentVariable("PGSERVICE"),
        ServiceFile = Environment.GetEnvironmentVariable("PGSERVICEFILE"),
        ConfigurationFolder = Variable("PGSYSCONFDIR"),
        Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null,
    };

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

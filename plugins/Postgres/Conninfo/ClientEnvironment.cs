namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// What the environment of the process adds to a connection string. Npgsql by itself also takes PGSSLCERT, PGSSLKEY, PGOPTIONS, PGTZ
/// and PGREQUIREAUTH (the last in its own spelling). Nothing takes PGHOST, PGHOSTADDR, PGPORT, PGDATABASE, PGSERVICE, PGSSLMODE,
/// PGAPPNAME or any other: what a health check connects to and how is in its parameters alone.
/// </summary>
internal sealed record ClientEnvironment
{
    /// <summary>PGUSER, or else the name of the user that the process runs as.</summary>
    public required string User { get; init; }

    /// <summary>PGPASSWORD; null when it is not set.</summary>
    public string? Password { get; init; }

    /// <summary>PGPASSFILE; null when it is not set.</summary>
    public string? PassFile { get; init; }

    /// <summary>PGSSLROOTCERT; null when it is not set.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>The user's home folder, for .pgpass and .postgresql/root.crt; null when there is none.</summary>
    public string? Home { get; init; }

    /// <summary>The environment of this process, as it is now.</summary>
    public static ClientEnvironment Read() => new()
    {
        User = Variable("PGUSER") ?? Environment.UserName,
        Password = Variable("PGPASSWORD"),
        PassFile = Variable("PGPASSFILE"),
        RootCertificate = Variable("PGSSLROOTCERT"),
        Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null,
    };

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Where the password of a server is that is not in the connection string, in libpq's order: PGPASSWORD, then the file that passfile
/// or PGPASSFILE names, or ~/.pgpass. Files are read at every login, so that a new password needs no restart.
/// </summary>
internal sealed class PasswordSource(LibpqConninfo conninfo, ConninfoHost host, ClientEnvironment environment, string? passwordFile)
{
    /// <summary>The password, for a server that asks for one.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="IOException">A file cannot be read, or has no password.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read, or others than its owner have access to it.</exception>
    public string Read()
    {
        if (passwordFile is not null)
        {
            return PasswordFile.Read(passwordFile);
        }

        if (environment.Password is { } password)
        {
            return password;
        }

        var user = conninfo.User ?? environment.User;
        var database = conninfo.Database ?? user;
        var path = conninfo.PassFile ?? environment.PassFile ?? DefaultPassFile();
        if (path is null)
        {
            throw new InvalidOperationException(
                $"The server {host} asks for a password of {user}, and there is none; give passfile or postgres_password_file.");
        }

        return PgPassFile.Find(path, host, database, user)
            ?? throw new InvalidOperationException(
                $"The server {host} asks for a password of {user}, and {path} has no line for {host}, {database} and {user}.");
    }

    private string? DefaultPassFile() =>
        environment.Home is { } home && Path.Combine(home, ".pgpass") is var path && File.Exists(path) ? path : null;
}

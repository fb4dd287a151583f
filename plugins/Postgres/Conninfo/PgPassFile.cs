using System.Text;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Finds a password in a file of lines <c>host:port:database:user:password</c> ("The Password File" in the PostgreSQL manual;
/// passwordFromFile in src/interfaces/libpq/fe-connect.c). Npgsql's own reader looks for the address where a connection goes to one,
/// and fails on a line that is not well-formed.
/// </summary>
internal static class PgPassFile
{
    // Where servers have their sockets by default, as Debian and Red Hat build them and as they come. Lines for them say localhost.
    private static readonly string[] DefaultSocketFolders = ["/var/run/postgresql", "/tmp"];

    /// <summary>The password of the first line that fits; null when none does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="host">The server.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="user">The user's name.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or others than its owner have access to it.</exception>
    public static string? Find(string path, ConninfoHost host, string database, string user)
    {
        string[] wanted = [HostName(host), $"{host.EffectivePort}", database, user];
        foreach (var line in PrivateFile.Read(path).Split('\n'))
        {
            if (!line.StartsWith('#') && Password(line.TrimEnd('\r'), wanted) is { } password)
            {
                return password;
            }
        }

        return null;
    }

    private static string HostName(ConninfoHost host) => host switch
    {
        { IsSocket: true } when DefaultSocketFolders.Contains(host.Name) => "localhost",
        _ => host.Name ?? $"{host.Address}",
    };

    private static string? Password(string line, string[] wanted)
    {
        var at = 0;
        foreach (var text in wanted)
        {
            var field = ReadField(line, ref at, out var isStar);
            if (at >= line.Length || (!isStar && field != text))
            {
                return null;
            }

            at++;
        }

        return ReadField(line, ref at, out _);
    }

    // Reads up to a colon without a backslash before it, or to the end, and stays there.
    private static string ReadField(string line, ref int at, out bool isStar)
    {
        var start = at;
        var field = new StringBuilder();
        while (at < line.Length && line[at] != ':')
        {
            at += line[at] == '\\' && at + 1 < line.Length ? 1 : 0;
            field.Append(line[at++]);
        }

        isStar = line.AsSpan(start, at - start) is "*";
        return field.ToString();
    }
}

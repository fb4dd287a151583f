using System.Globalization;

namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>The PostgreSQL of the distribution's packages, and as whom it runs.</summary>
internal static class PostgresInstallation
{
    private static readonly string? Folder = FindFolder();

    private static readonly bool HasUser = Environment.IsPrivilegedProcess
        && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal));

    /// <summary>Skips a test where there is no PostgreSQL to run.</summary>
    public static void Require()
    {
        Skip.If(Folder is null, "There is no PostgreSQL server (Debian's package postgresql).");
        Skip.If(
            Environment.IsPrivilegedProcess && !HasUser,
            "PostgreSQL does not run as root, and there is no user postgres to run it as.");
    }

    /// <summary>A program of PostgreSQL with arguments, as the user that the servers run as.</summary>
    public static string[] Command(string program, params string[] arguments) =>
        [.. AsUser("postgres"), Path.Combine(Folder!, program), .. arguments];

    /// <summary>Gives a folder to the user that the servers run as.</summary>
    public static string[] Owning(string folder) => HasUser ? ["chown", "-R", "postgres", folder] : ["chmod", "0700", folder];

    private static string[] AsUser(string user) =>
        HasUser ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--"] : [];

    private static string? FindFolder() =>
        !Directory.Exists("/usr/lib/postgresql") ? null : Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
            .OrderByDescending(folder => double.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault();
}

using System.Diagnostics;
using System.Globalization;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>
/// A PostgreSQL server of the distribution on 127.0.0.1 and ::1 with a certificate for <c>db.example</c>. Users: <c>open</c> needs no
/// password, <c>scram</c> has the password "ge:he im", <c>card</c> needs a certificate, <c>plain</c> may not use TLS. For
/// <c>hashed</c> the method is md5, for <c>clear</c> and <c>bare</c> password, with and without TLS, all with "ge:he im".
/// </summary>
public sealed class TlsServer : IAsyncLifetime
{
    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => double.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsdr-pg-");

    /// <summary>Why there is no server; null when there is one.</summary>
    public static string? Absence =>
        LibPq.Absence ?? (Binaries is null ? "no server in /usr/lib/postgresql (Debian package postgresql)" : null);

    public int Port { get; } = FreePort.Next();

    public string Folder => _folder.FullName;

    public string LogText => File.ReadAllText(Path.Combine(Folder, "log"));

    /// <summary>A file of the server's folder; client's files are readable by the tests only.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    public async Task InitializeAsync()
    {
        if (Absence is not null)
        {
            return;
        }

        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        using var authority = new Authority("Right");
        using var other = new Authority("Wrong");
        Write("ca.pem", authority.CertificatePem);
        Write("wrong-ca.pem", other.CertificatePem);
        WritePair("client", authority.Issue("card", isServer: false));
        WritePair("locked", authority.Issue("card", isServer: false, "key word"));

        Directory.CreateDirectory(PathOf("server"));
        await RunAsync("chown", "postgres", PathOf("server"));
        await RunAsServerAsync(
            "initdb", "-D", PathOf("server/data"), "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C");
        WritePair("server/data/server", authority.Issue("db.example", isServer: true));
        Write("server/data/root.crt", authority.CertificatePem);
        Write("server/data/pg_hba.conf", """
            local all all trust
            host postgres postgres 127.0.0.1/32 trust
            host all open all trust
            host all scram all scram-sha-256
            host all hashed all md5
            host all clear all password
            hostnossl all bare all password
            hostssl all card all cert
            hostnossl all plain all trust
            """);
        await File.AppendAllTextAsync(PathOf("server/data/postgresql.conf"), $"""

            port = {Port}
            listen_addresses = '127.0.0.1,::1'
            unix_socket_directories = '{PathOf("server")}'
            ssl = on
            ssl_ca_file = 'root.crt'
            fsync = off
            log_connections = on
            shared_buffers = 4MB
            """);
        await RunAsync("chown", "-R", "postgres", PathOf("server"));
        Write("log", "");
        await RunAsync("chown", "postgres", PathOf("log"));
        await RunAsServerAsync("pg_ctl", "-D", PathOf("server/data"), "-l", PathOf("log"), "-w", "-t", "60", "start");
        string[] queries =
        [
            "CREATE ROLE open LOGIN", "CREATE ROLE scram LOGIN PASSWORD 'ge:he im'", "CREATE ROLE card LOGIN",
            "CREATE ROLE plain LOGIN", "CREATE ROLE clear LOGIN PASSWORD 'ge:he im'", "CREATE ROLE bare LOGIN PASSWORD 'ge:he im'",
            "SET password_encryption = md5; CREATE ROLE hashed LOGIN PASSWORD 'ge:he im'", "CREATE DATABASE \"o'dd =name\"",
        ];
        foreach (var query in queries)
        {
            Assert.Null(LibPq.Connect($"host=127.0.0.1 port={Port} user=postgres dbname=postgres", query).Error);
        }
    }

    public async Task DisposeAsync()
    {
        try
        {
            if (File.Exists(PathOf("server/data/postmaster.pid")))
            {
                await RunAsServerAsync("pg_ctl", "-D", PathOf("server/data"), "-m", "immediate", "-w", "stop");
            }
        }
        finally
        {
            _folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes a file that only its owner has access to.</summary>
    public string Write(string name, string text)
    {
        var path = PathOf(name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    // A server refuses to run as root.
    private static Task RunAsServerAsync(string program, params string[] arguments) =>
        Environment.UserName == "root"
            ? RunAsync(
                "setpriv",
                ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", Path.Combine(Binaries!, program), .. arguments])
            : RunAsync(Path.Combine(Binaries!, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        if (program == "chown" && Environment.UserName != "root")
        {
            return;
        }

        // No redirection: the server would keep the pipes open.
        string[] quietly = ["-c", "exec \"$@\" >/dev/null </dev/null", "sh", program];
        using var process = Process.Start(new ProcessStartInfo("sh", [.. quietly, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with status {process.ExitCode}");
    }

    private void WritePair(string name, (string Certificate, string Key) pair)
    {
        Write(name + ".crt", pair.Certificate);
        Write(name + ".key", pair.Key);
    }
}

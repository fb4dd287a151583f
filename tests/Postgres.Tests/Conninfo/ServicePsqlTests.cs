using System.Diagnostics;
using LvsPluggable.Postgres.Conninfo;
using Npgsql;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>Which service file is read, and what it means, compared with psql in an environment of its own.</summary>
public sealed class ServicePsqlTests : IClassFixture<TlsServer>, IDisposable
{
    private const string Query = "SELECT current_user || ' ' || current_database() || ' ' || current_setting('application_name')";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TlsServer _server;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsdr-services-");

    public ServicePsqlTests(TlsServer server)
    {
        Skip.If(TlsServer.Absence is not null, TlsServer.Absence);
        _server = server;
        foreach (var (name, text) in new[]
        {
            ("home/.pg_service.conf", "[s]\nuser=open\ndbname=postgres\napplication_name=of home\n"),
            ("machine/pg_service.conf", "[s]\nuser=open\ndbname=postgres\napplication_name=of machine\n"
                + "[t]\nuser=open\ndbname=postgres\napplication_name=t of machine\n"),
            ("file", "[s]\nuser=open\ndbname=o'dd =name\napplication_name=of file\n[broken]\nuser open\n"
                + "[nested]\nservice=s\n[]\nuser=open\n"),
        })
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData("service=s", "HOME=home PGSYSCONFDIR=machine", true)]
    [InlineData("service=t", "HOME=home PGSYSCONFDIR=machine", true)]
    [InlineData("service=s", "HOME=nowhere PGSYSCONFDIR=machine", true)]
    [InlineData("service=s", "HOME=nowhere PGSYSCONFDIR=nowhere", false)]
    [InlineData("service=s", "HOME=home PGSYSCONFDIR=machine PGSERVICEFILE=file", true)]
    [InlineData("service=t", "HOME=home PGSYSCONFDIR=machine PGSERVICEFILE=file", true)]
    [InlineData("service=t", "HOME=home PGSYSCONFDIR=nowhere PGSERVICEFILE=file", false)]
    [InlineData("service=s", "HOME=home PGSYSCONFDIR=machine PGSERVICEFILE=nowhere", false)]
    [InlineData("service=broken", "HOME=home PGSYSCONFDIR=machine PGSERVICEFILE=file", false)]
    [InlineData("service=nested", "HOME=home PGSYSCONFDIR=machine PGSERVICEFILE=file", false)]
    [InlineData("service=''", "HOME=home PGSYSCONFDIR=machine", false)]
    [InlineData("connect_timeout=9", "HOME=home PGSYSCONFDIR=machine PGSERVICE=s", true)]
    [InlineData("application_name=mine", "HOME=home PGSYSCONFDIR=machine PGSERVICE=t", true)]
    [InlineData("service=s", "HOME=home PGSYSCONFDIR=machine PGSERVICE=t", true)]
    public async Task A_service_is_the_one_that_psql_uses(string text, string variables, bool found)
    {
        var conninfo = $"host=127.0.0.1 port={_server.Port} {text}";
        var environment = variables.Split(' ').Select(variable => variable.Split('=')).ToDictionary(
            pair => pair[0], pair => pair[0] == "PGSERVICE" ? pair[1] : Path.Combine(_folder.FullName, pair[1]));

        var (psql, said) = await PsqlAsync(conninfo, environment);
        var here = await ConnectAsync(conninfo, environment);

        Assert.True(found == psql is not null, said);
        Assert.Equal(psql?.Replace("psql", "lvsdr", StringComparison.Ordinal), here);
    }

    private static async Task<(string? Answer, string Said)> PsqlAsync(string conninfo, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("psql", ["-XAtw", "-d", conninfo, "-c", Query])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadToEndAsync();
        var said = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return (process.ExitCode == 0 ? (await answer).Trim() : null, await said);
    }

    private static async Task<string?> ConnectAsync(string text, Dictionary<string, string> variables)
    {
        var environment = new ClientEnvironment
        {
            User = "nobody",
            Home = variables["HOME"],
            ConfigurationFolder = variables["PGSYSCONFDIR"],
            ServiceFile = variables.GetValueOrDefault("PGSERVICEFILE"),
            Service = variables.GetValueOrDefault("PGSERVICE"),
        };
        LibpqConninfo conninfo;
        try
        {
            conninfo = LibpqConninfo.Parse(text, environment);
        }
        catch (FormatException)
        {
            return null;
        }

        await using var source = NpgsqlBuilder.Create(conninfo, conninfo.Hosts[0], environment).Build();
        await using var connection = await source.OpenConnectionAsync().AsTask().WaitAsync(Deadline);
        await using var command = new NpgsqlCommand(Query, connection);
        return (string?)await command.ExecuteScalarAsync().WaitAsync(Deadline);
    }
}

using LvsPluggable.Postgres.Conninfo;
using Npgsql;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>Connects to a real server twice, by libpq and by what becomes of the same connection string here.</summary>
public sealed class ServerTests : IClassFixture<TlsServer>, IDisposable
{
    private const string Query = """
        SELECT current_database(), current_user, inet_server_port()::text, host(inet_server_addr()), current_setting('application_name'),
            current_setting('statement_timeout'), (SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()),
            (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid())
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TlsServer _server;
    private readonly DirectoryInfo _home;

    public ServerTests(TlsServer server)
    {
        Skip.If(TlsServer.Absence is not null, TlsServer.Absence);
        _server = server;
        _home = Directory.CreateTempSubdirectory("lvsdr-home-");
    }

    public void Dispose() => _home.Delete(recursive: true);

    [SkippableTheory]
    [InlineData("host=127.0.0.1 user=open dbname=postgres port={port} application_name=a sslmode=disable")]
    [InlineData("hostaddr=127.0.0.1 user = open dbname=postgres port='{port}' application_name='a\\'b' options='-c statement_timeout=7s'")]
    [InlineData("postgresql://open@127.0.0.1:{port}/postgres?application_name=a%20b&ssl=true")]
    [InlineData("postgres://open@[::1]:{port}/o%27dd%20%3Dname?fallback_application_name=f&sslmode=prefer")]
    [InlineData("host=127.0.0.1 user=open dbname=o\\'dd\\ \\=name port={port} application_name=a sslmode=allow")]
    [InlineData("user=nobody user=open host=localhost,nowhere.invalid port={port},1 dbname=postgres application_name=a")]
    [InlineData("host={folder}/server port={port} user=open dbname=postgres application_name=a sslmode=verify-full")]
    [InlineData("host=127.0.0.1 user=scram password='ge:he im' dbname=postgres port={port} application_name=a channel_binding=require")]
    [InlineData("host=127.0.0.1 user=scram password=ge:he\\ im dbname=postgres port={port} application_name=a channel_binding=disable")]
    [InlineData("postgresql://scram:ge%3Ahe%20im@127.0.0.1:{port}/postgres?application_name=a&sslmode=disable")]
    [InlineData("host=127.0.0.1 user=plain dbname=postgres port={port} application_name=a")]
    [InlineData("host=127.0.0.1 user=open dbname=postgres port={port} application_name=a keepalives_idle=30 connect_timeout=5")]
    [InlineData("host=127.0.0.1 user=open dbname=postgres port={port} application_name=a sslmode=require ssl_max_protocol_version=TLSv1.2")]
    [InlineData("host=127.0.0.1 user=open dbname=postgres port={port} application_name=a sslmode=require ssl_min_protocol_version=TLSv1.3")]
    public async Task A_connection_is_the_one_that_libpq_makes(string text)
    {
        var conninfo = Fill(text);
        var (error, _, row) = LibPq.Connect(conninfo, Query);

        Assert.Null(error);
        Assert.Equal(row, await ConnectAsync(conninfo));
    }

    [SkippableTheory]
    [InlineData("host=db.example sslmode=verify-full sslrootcert={folder}/ca.pem", true)]
    [InlineData("host=other.example sslmode=verify-full sslrootcert={folder}/ca.pem", false)]
    [InlineData("host=127.0.0.1 sslmode=verify-full sslrootcert={folder}/ca.pem", false)]
    [InlineData("host=db.example sslmode=verify-full sslrootcert={folder}/wrong-ca.pem", false)]
    [InlineData("host=db.example sslmode=verify-full sslrootcert={folder}/nonexistent.pem", false)]
    [InlineData("host=other.example sslmode=verify-ca sslrootcert={folder}/ca.pem", true)]
    [InlineData("host=db.example sslmode=verify-ca sslrootcert={folder}/wrong-ca.pem", false)]
    [InlineData("host=other.example sslmode=require sslrootcert={folder}/ca.pem", true)]
    [InlineData("host=db.example sslmode=require sslrootcert={folder}/wrong-ca.pem", false)]
    [InlineData("host=db.example sslmode=require", true)]
    [InlineData("host=db.example sslmode=prefer sslrootcert={folder}/wrong-ca.pem", true)]
    [InlineData("host=db.example sslmode=verify-full ssl_max_protocol_version=TLSv1.2 sslrootcert={folder}/ca.pem", true)]
    [InlineData("host=db.example user=card sslmode=require sslcert={folder}/client.crt sslkey={folder}/client.key", true)]
    [InlineData("user=card sslmode=require sslcert={folder}/locked.crt sslkey={folder}/locked.key sslpassword='key word'", true)]
    [InlineData("user=card sslmode=require sslcert={folder}/locked.crt sslkey={folder}/locked.key sslpassword=wrong", false)]
    [InlineData("host=db.example user=card sslmode=require", false)]
    [InlineData("host=db.example user=plain sslmode=require", false)]
    [InlineData("host=db.example user=plain sslmode=allow", true)]
    [InlineData("host=db.example user=card sslmode=allow sslcert={folder}/client.crt sslkey={folder}/client.key", true)]
    [InlineData("host=db.example user=scram password=wrong sslmode=require", false)]
    [InlineData("host=db.example dbname=nosuch sslmode=require", false)]
    public async Task Certificates_and_logins_are_accepted_and_refused_as_by_libpq(string text, bool accepted)
    {
        var conninfo = Fill("user=open dbname=postgres port={port} hostaddr=127.0.0.1 " + text);

        Assert.Equal(accepted, LibPq.Connect(conninfo).Error is null);
        Assert.Equal(accepted, await Record.ExceptionAsync(() => ConnectAsync(conninfo)) is null);
    }

    [SkippableTheory]
    [InlineData("ca.pem", "sslmode=verify-ca", true)]
    [InlineData("ca.pem", "sslmode=require", true)]
    [InlineData("wrong-ca.pem", "sslmode=verify-ca", false)]
    [InlineData("wrong-ca.pem", "sslmode=require", false)]
    [InlineData(null, "sslmode=verify-ca", false)]
    [InlineData(null, "sslmode=require", true)]
    public async Task The_authority_in_the_home_folder_is_libpq_s_default(string? authority, string text, bool accepted)
    {
        if (authority is not null)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_home.FullName, ".postgresql"));
            File.Copy(_server.PathOf(authority), Path.Combine(folder.FullName, "root.crt"));
        }

        var conninfo = Fill("user=open dbname=postgres port={port} hostaddr=127.0.0.1 " + text);

        Assert.Equal(accepted, await Record.ExceptionAsync(() => ConnectAsync(conninfo)) is null);
    }

    [SkippableFact]
    public async Task The_machine_s_authorities_are_believed_alone_when_they_are_asked_for()
    {
        var conninfo = Fill("user=open dbname=postgres port={port} host=db.example hostaddr=127.0.0.1 sslrootcert=system");

        // Only Npgsql sees this: libpq has the environment that the process was started with.
        Environment.SetEnvironmentVariable("PGSSLROOTCERT", _server.PathOf("ca.pem"));
        try
        {
            await Assert.ThrowsAsync<NpgsqlException>(() => ConnectAsync(conninfo));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PGSSLROOTCERT", null);
        }
    }

    [SkippableFact]
    public async Task A_certificate_can_be_kept_back()
    {
        var conninfo = Fill(
            "user=card dbname=postgres port={port} host=127.0.0.1 sslmode=require sslcert={folder}/client.crt sslkey={folder}/client.key");

        Assert.Equal("card", (await ConnectAsync(conninfo))[1]);
        var wrong = await Assert.ThrowsAsync<PostgresException>(() => ConnectAsync(conninfo + " sslcertmode=disable"));
        Assert.Equal(PostgresErrorCodes.InvalidAuthorizationSpecification, wrong.SqlState);
    }

    [SkippableTheory]
    [InlineData("sslmode=disable", 1)]
    [InlineData("sslmode=require", 1)]
    [InlineData("sslmode=verify-full host=db.example sslrootcert={folder}/ca.pem", 1)]
    [InlineData("", 2)]
    public async Task A_wrong_password_is_one_connection_but_for_prefer_as_with_libpq(string text, int connections)
    {
        var conninfo = Fill("user=scram password=wrong dbname=postgres port={port} hostaddr=127.0.0.1 " + text);
        var before = Connections();

        Assert.NotNull(LibPq.Connect(conninfo).Error);
        var between = Connections();
        await Assert.ThrowsAsync<PostgresException>(() => ConnectAsync(conninfo));

        Assert.Equal((connections, connections), (between - before, Connections() - between));
    }

    [SkippableFact]
    public async Task A_password_comes_from_a_file_when_the_server_asks_for_one()
    {
        var conninfo = Fill("user=scram dbname=postgres port={port} host=db.example hostaddr=127.0.0.1 sslmode=require");
        var passFile = _server.Write("passfile", "db.example:*:postgres:scram:ge\\:he im\n");
        var passwordFile = _server.Write("password", "ge:he im\n");

        Assert.Equal("scram", (await ConnectAsync($"{conninfo} passfile={passFile}"))[1]);
        Assert.Equal("scram", (await ConnectAsync(conninfo, passwordFile))[1]);
        var wrong = await Assert.ThrowsAsync<NpgsqlException>(() => ConnectAsync(conninfo));
        Assert.Contains("asks for a password of scram", wrong.InnerException?.Message, StringComparison.Ordinal);
        Assert.Equal("open", (await ConnectAsync(conninfo + " user=open passfile=/nonexistent"))[1]);
    }

    [SkippableTheory]
    [InlineData("user=scram password='ge:he im'", "scram-sha-256", true)]
    [InlineData("user=scram password='ge:he im'", "!scram-sha-256", false)]
    [InlineData("user=open", "scram-sha-256,md5", false)]
    [InlineData("user=open", "none", true)]
    public async Task Only_the_required_authentication_is_accepted(string user, string methods, bool accepted)
    {
        var conninfo = Fill($"dbname=postgres port={{port}} host=127.0.0.1 sslmode=disable {user} require_auth={methods}");

        Assert.Equal(accepted, await Record.ExceptionAsync(() => ConnectAsync(conninfo)) is null);
    }

    [SkippableFact]
    public async Task Connections_are_named_lvsdr_unless_the_connection_string_names_them() =>
        Assert.Equal("lvsdr", (await ConnectAsync(Fill("host=127.0.0.1 port={port} user=open dbname=postgres")))[4]);

    private int Connections() => _server.LogText.Split("connection received").Length - 1;

    private string Fill(string text) => text
        .Replace("{port}", $"{_server.Port}", StringComparison.Ordinal)
        .Replace("{folder}", _server.Folder, StringComparison.Ordinal);

    private async Task<string[]> ConnectAsync(string text, string? passwordFile = null)
    {
        var conninfo = TestConninfo.Parse(text);
        var environment = new ClientEnvironment { User = "nobody", Home = _home.FullName };
        await using var source = NpgsqlBuilder.Create(conninfo, conninfo.Hosts[0], environment, passwordFile).Build();
        await using var connection = await source.OpenConnectionAsync().AsTask().WaitAsync(Deadline);
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync().WaitAsync(Deadline);
        Assert.True(await reader.ReadAsync());
        return Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column)).ToArray();
    }
}

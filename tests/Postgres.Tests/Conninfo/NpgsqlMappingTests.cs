using System.Net;
using LvsPluggable.Postgres.Conninfo;
using Npgsql;

namespace LvsPluggable.Postgres.Tests.Conninfo;

public sealed class NpgsqlMappingTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("lvsdr-home-");

    private ClientEnvironment Environment => new() { User = "somebody", Home = _home.FullName };

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void Every_keyword_that_Npgsql_knows_gets_there()
    {
        var settings = Map(
            "host=h port=5433 dbname=d user=u password='p;\"=\\'' application_name=a options='-c x=1' connect_timeout=7 "
            + "channel_binding=require require_auth=scram-sha-256 krbsrvname=k gssencmode=prefer keepalives_idle=30 keepalives_interval=5 "
            + "sslmode=verify-full sslnegotiation=direct sslrootcert=/ca.pem sslcert=/c.pem sslkey=/k.pem sslpassword=s");

        Assert.Equal(
            ("h", 5433, "d", "u", "p;\"='"),
            (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password));
        Assert.Equal(("a", "-c x=1", 7), (settings.ApplicationName, settings.Options, settings.Timeout));
        Assert.Equal(
            (ChannelBinding.Require, "ScramSHA256", "k"),
            (settings.ChannelBinding, settings.RequireAuth, settings.KerberosServiceName));
        Assert.Equal((true, 30, 5), (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval));
        Assert.Equal(
            (SslMode.VerifyFull, SslNegotiation.Direct, GssEncryptionMode.Prefer),
            (settings.SslMode, settings.SslNegotiation, settings.GssEncryptionMode));
        Assert.Equal(
            ("/ca.pem", "/c.pem", "/k.pem", "s"),
            (settings.RootCertificate, settings.SslCertificate, settings.SslKey, settings.SslPassword));
    }

    [Fact]
    public void What_is_not_said_is_libpq_s_default_without_attempts_that_nobody_asked_for()
    {
        var settings = Map("host=h");

        Assert.Equal(
            (5432, "somebody", "somebody", "lvsdr"),
            (settings.Port, settings.Database, settings.Username, settings.ApplicationName));
        Assert.Equal((SslMode.Prefer, GssEncryptionMode.Disable), (settings.SslMode, settings.GssEncryptionMode));
        Assert.Equal((false, true, 0, 0), (settings.Pooling, settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.Timeout));
        Assert.Null(settings.Password);
        Assert.Equal("UTF8", settings.ClientEncoding);
    }

    [Fact]
    public void Values_survive_the_text_that_Npgsql_makes_of_them() =>
        Assert.Equal(
            "a;b='c\" d",
            new NpgsqlConnectionStringBuilder(Map(@"host=h dbname='a;b=\'c"" d'").ConnectionString).Database);

    [Theory]
    [InlineData("sslmode=disable", false, SslMode.Disable, null)]
    [InlineData("sslmode=allow", true, SslMode.Allow, null)]
    [InlineData("sslmode=prefer sslrootcert=/ca", true, SslMode.Prefer, null)]
    [InlineData("sslmode=require", false, SslMode.Require, null)]
    [InlineData("sslmode=require sslrootcert=/ca", false, SslMode.VerifyCA, "/ca")]
    [InlineData("sslmode=require", true, SslMode.VerifyCA, "HOME/.postgresql/root.crt")]
    [InlineData("sslmode=verify-ca", false, SslMode.VerifyCA, "HOME/.postgresql/root.crt")]
    [InlineData("sslmode=verify-full", true, SslMode.VerifyFull, "HOME/.postgresql/root.crt")]
    [InlineData("sslmode=verify-full sslrootcert=/ca", true, SslMode.VerifyFull, "/ca")]
    [InlineData("sslrootcert=system", true, SslMode.VerifyFull, null)]
    public void Certificates_are_verified_as_libpq_would(string text, bool hasRoot, SslMode mode, string? root)
    {
        if (hasRoot)
        {
            Directory.CreateDirectory(Path.Combine(_home.FullName, ".postgresql"));
            File.WriteAllText(Path.Combine(_home.FullName, ".postgresql", "root.crt"), "");
        }

        var settings = Map("host=h " + text);

        Assert.Equal((mode, root?.Replace("HOME", _home.FullName, StringComparison.Ordinal)), (settings.SslMode, settings.RootCertificate));
    }

    [Fact]
    public void The_environment_s_authority_comes_before_the_home_folder_s()
    {
        var environment = Environment with { RootCertificate = "/env.pem" };

        var settings = LibpqConninfo.Parse("sslmode=require", environment).ToNpgsql(new ConninfoHost { Name = "h" }, environment);
        var other = LibpqConninfo.Parse("sslmode=verify-ca sslrootcert=''", environment)
            .ToNpgsql(new ConninfoHost { Name = "h" }, environment);

        Assert.Equal((SslMode.VerifyCA, "/env.pem"), (settings.SslMode, settings.RootCertificate));
        Assert.Equal(Path.Combine(_home.FullName, ".postgresql", "root.crt"), other.RootCertificate);
    }

    [Theory]
    [InlineData("sslmode=require", "None,Password,MD5,GSS,SSPI,ScramSHA256")]
    [InlineData("sslmode=verify-full sslrootcert=/ca", "None,Password,MD5,GSS,SSPI,ScramSHA256")]
    [InlineData("sslmode=prefer", "None,MD5,GSS,SSPI,ScramSHA256")]
    [InlineData("sslmode=allow", "None,MD5,GSS,SSPI,ScramSHA256")]
    [InlineData("sslmode=disable", "None,MD5,GSS,SSPI,ScramSHA256")]
    [InlineData("host=/run/x sslmode=require", "None,MD5,GSS,SSPI,ScramSHA256")]
    [InlineData("sslmode=disable require_auth=password,md5", "Password,MD5")]
    [InlineData("sslmode=disable require_auth=!oauth", "None,MD5,GSS,SSPI,ScramSHA256")]
    [InlineData("sslmode=disable require_auth=!md5", "None,GSS,SSPI,ScramSHA256")]
    [InlineData("sslmode=require require_auth=!md5", "None,Password,GSS,SSPI,ScramSHA256")]
    [InlineData("sslmode=disable require_auth=!md5,!none,!gss,!sspi,!scram-sha-256", "Password")]
    [InlineData("sslmode=require require_auth=scram-sha-256", "ScramSHA256")]
    [InlineData("sslmode=require channel_binding=require", "ScramSHA256")]
    [InlineData("sslmode=prefer channel_binding=require require_auth=password,scram-sha-256", "ScramSHA256")]
    public void A_password_in_clear_text_needs_TLS_and_a_bound_channel_needs_scram(string text, string methods) =>
        Assert.Equal(
            methods.Split(',').Order(StringComparer.Ordinal), Map("host=h " + text).RequireAuth!.Split(',').Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("", true)]
    [InlineData("sslmode=verify-full", true)]
    [InlineData("sslmode=verify-full sslrootcert=/ca.pem", false)]
    public void The_environment_can_ask_for_the_machine_s_authorities(string text, bool isSystem)
    {
        var environment = Environment with { RootCertificate = "system" };
        var conninfo = LibpqConninfo.Parse(text, environment);

        Assert.Equal(isSystem, conninfo.Tls.UsesSystemRoots);
        Assert.Equal(SslMode.VerifyFull, conninfo.ToNpgsql(new ConninfoHost { Name = "h" }, environment).SslMode);
    }

    [Fact]
    public void The_environment_s_word_for_the_machine_s_authorities_needs_verify_full_as_the_string_s_does()
    {
        var wrong = Assert.Throws<FormatException>(
            () => LibpqConninfo.Parse("sslmode=require", Environment with { RootCertificate = "system" }));

        Assert.StartsWith("sslmode \"require\" does not go with sslrootcert=system", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sslmode=require", "ScramSHA256")]
    [InlineData("sslmode=require require_auth=md5", "MD5")]
    public void The_environment_can_require_methods_of_authentication(string text, string methods)
    {
        var environment = Environment with { RequireAuth = "scram-sha-256" };

        Assert.Equal(
            methods, LibpqConninfo.Parse(text, environment).ToNpgsql(new ConninfoHost { Name = "h" }, environment).RequireAuth);
    }

    [Fact]
    public void A_socket_has_no_TLS()
    {
        var settings = Map("host=/run/x sslmode=verify-full sslnegotiation=direct sslrootcert=/ca");

        Assert.Equal(("/run/x", SslMode.Disable, SslNegotiation.Postgres), (settings.Host, settings.SslMode, settings.SslNegotiation));
    }

    [Theory]
    [InlineData("keepalives_idle=30", 30, 75)]
    [InlineData("keepalives_interval=5", 7200, 5)]
    [InlineData("keepalives_idle=0", 0, 0)]
    [InlineData("keepalives=0 keepalives_idle=30", 0, 0)]
    public void Half_of_the_keepalives_leaves_the_kernel_s_default_for_the_other_half(string text, int idle, int interval)
    {
        var settings = Map("host=h " + text);

        Assert.Equal((idle, interval), (settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval));
    }

    [Fact]
    public void Another_server_can_be_put_in_the_place_of_a_missing_name()
    {
        var conninfo = TestConninfo.Parse("port=6000 dbname=d");
        var host = conninfo.Hosts[0] with { Name = "node1", Address = IPAddress.Parse("192.0.2.1") };

        var settings = conninfo.ToNpgsql(host, Environment);

        Assert.Equal(("192.0.2.1", 6000), (settings.Host, settings.Port));
    }

    [Fact]
    public void Without_any_server_there_is_no_connection() => Assert.Throws<ArgumentException>(() => Map("dbname=d"));

    [Theory]
    [InlineData("connect_timeout=5000")]
    [InlineData("gssencmode=require krbsrvname=x")]
    [InlineData("target_session_attrs=primary load_balance_hosts=random")]
    [InlineData("require_auth=!password,!md5")]
    [InlineData("hostaddr=::1 sslrootcert=system")]
    [InlineData("host=fe80::1")]
    [InlineData("host=@abstract")]
    public async Task Npgsql_takes_what_comes_out(string text)
    {
        var conninfo = TestConninfo.Parse("host=h " + text);

        await using var source = NpgsqlBuilder.Create(conninfo, conninfo.Hosts[0], Environment).Build();
    }

    [Fact]
    public void A_password_in_two_places_is_a_mistake()
    {
        var conninfo = TestConninfo.Parse("host=h password=x");

        Assert.Throws<FormatException>(() => NpgsqlBuilder.Create(conninfo, conninfo.Hosts[0], Environment, "/file"));
    }

    private NpgsqlConnectionStringBuilder Map(string text)
    {
        var conninfo = TestConninfo.Parse(text);
        return conninfo.ToNpgsql(conninfo.Hosts[0], Environment);
    }
}

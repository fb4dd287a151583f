using System.Security.Authentication;
using System.Text.RegularExpressions;
using Npgsql;

namespace LvsPluggable.Postgres.Tests.Conninfo;

public sealed class LibpqConninfoTests
{
    [Fact]
    public void Nothing_at_all_is_one_server_without_a_name_and_libpq_s_defaults()
    {
        var conninfo = TestConninfo.Parse("");

        var host = Assert.Single(conninfo.Hosts);
        Assert.False(host.IsNamed);
        Assert.Null(host.Port);
        Assert.Null(conninfo.ConnectTimeout);
        Assert.Equal(SslMode.Prefer, conninfo.Tls.Mode);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, conninfo.Tls.Protocols);
        Assert.Equal(TargetSessionAttributes.Any, conninfo.TargetSession);
        Assert.True(conninfo.KeepAlive.IsOn);
        Assert.Empty(conninfo.Warnings);
    }

    [Theory]
    [InlineData("host=a,b,c port=1,,3", "a:1 b:5432 c:3")]
    [InlineData("host=a,b port=7", "a:7 b:7")]
    [InlineData("hostaddr=10.0.0.1,::1", "10.0.0.1:5432 [::1]:5432")]
    [InlineData("host=a,b hostaddr=10.0.0.1,", "a:5432 b:5432")]
    [InlineData("postgresql://a:1,[::1]:2,b/d", "a:1 [::1]:2 b:5432")]
    [InlineData("postgresql:///d?host=/var/run/postgresql", "/var/run/postgresql:5432")]
    [InlineData("port=5433", ":5433")]
    public void Lists_of_hosts_are_servers(string text, string servers) =>
        Assert.Equal(servers.Split(' '), TestConninfo.Parse(text).Hosts.Select(host => $"{host}"));

    [Fact]
    public void An_address_is_connected_to_and_keeps_its_name()
    {
        var host = TestConninfo.Parse("host=db.example hostaddr=192.0.2.7").Hosts[0];

        Assert.Equal(("db.example", "192.0.2.7"), (host.Name, $"{host.Address}"));
    }

    [Theory]
    [InlineData("connect_timeout=1", 2)]
    [InlineData("connect_timeout=7", 7)]
    [InlineData("connect_timeout=0", null)]
    [InlineData("connect_timeout=-3", null)]
    public void Connect_timeout_is_whole_seconds_and_at_least_two(string text, int? seconds) =>
        Assert.Equal(seconds, (int?)TestConninfo.Parse(text).ConnectTimeout?.TotalSeconds);

    [Fact]
    public void The_name_of_the_application_is_the_first_that_is_given()
    {
        Assert.Equal("a", TestConninfo.Parse("application_name=a fallback_application_name=b").ApplicationName);
        Assert.Equal("b", TestConninfo.Parse("application_name='' fallback_application_name=b").ApplicationName);
    }

    [Theory]
    [InlineData("require_auth=md5,!none")]
    [InlineData("require_auth=oauth")]
    [InlineData("require_auth=md5,md5")]
    [InlineData("require_auth=!password,!md5,!gss,!sspi,!scram-sha-256,!none")]
    [InlineData("channel_binding=require require_auth=md5,password")]
    [InlineData("channel_binding=require require_auth=!scram-sha-256")]
    [InlineData("channel_binding=require sslmode=disable")]
    [InlineData("sslrootcert=system sslmode=require")]
    [InlineData("sslnegotiation=direct")]
    [InlineData("sslnegotiation=direct sslmode=prefer")]
    [InlineData("sslcertmode=require")]
    [InlineData("load_balance_hosts=yes")]
    [InlineData("replication=database")]
    [InlineData("min_protocol_version=3.2")]
    public void What_newer_releases_of_libpq_or_Npgsql_cannot_do_is_a_mistake(string text) =>
        Assert.Throws<FormatException>(() => TestConninfo.Parse(text));

    [Theory]
    [InlineData("requirepeer", "postgres")]
    [InlineData("sslcrl", "/crl")]
    [InlineData("sslcrldir", "/crls")]
    [InlineData("scram_client_key", "x")]
    [InlineData("oauth_issuer", "x")]
    public void What_cannot_be_left_out_safely_is_refused_by_its_name(string keyword, string value)
    {
        var wrong = Assert.Throws<FormatException>(() => TestConninfo.Parse($"{keyword}={value}"));

        Assert.StartsWith($"{keyword} ", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keepalives_count=3", "keepalives_count")]
    [InlineData("tcp_user_timeout=1000", "tcp_user_timeout")]
    [InlineData("client_encoding=LATIN1", "client_encoding")]
    [InlineData("sslcompression=1", "sslcompression")]
    [InlineData("sslsni=0", "sslsni")]
    [InlineData("gssdelegation=1", "gssdelegation")]
    [InlineData("sslrootcert=/ca", "sslrootcert")]
    [InlineData("ssl_min_protocol_version=TLSv1", "ssl_min_protocol_version")]
    public void What_can_be_left_out_is_a_warning_by_its_name(string text, string keyword) =>
        Assert.StartsWith($"{keyword} ", Assert.Single(TestConninfo.Parse(text).Warnings), StringComparison.Ordinal);

    [Theory]
    [InlineData("client_encoding=utf8 tcp_user_timeout=0 sslcompression=0 sslsni=1 gssdelegation=0 replication=false requirepeer=''")]
    [InlineData("sslrootcert=/ca sslmode=require min_protocol_version=3.0")]
    public void What_asks_for_what_is_done_anyway_is_no_warning(string text) => Assert.Empty(TestConninfo.Parse(text).Warnings);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var wrong = Assert.Throws<FormatException>(
            () => TestConninfo.Parse("hots=a port=x sslmode=on service=s replication=on Dbname=d connect_timeout=1s password=geheim"));

        Assert.Equal(
            [
                "the keyword \"hots\" is unknown; keywords are those of libpq, such as host, port, dbname and user",
                "the keyword \"Dbname\" should be written in lower case",
                "the service \"s\" is not defined: there is no service file",
                "~/.pg_service.conf and PGSERVICEFILE are the places",
                "replication asks for a connection that takes no queries; leave it out",
                "port \"x\" should be a whole number from 1 to 65535",
                "connect_timeout \"1s\" should be a whole number",
                "sslmode \"on\" should be one of disable, allow, prefer, require, verify-ca, verify-full",
            ],
            Sentences(wrong.Message));
    }

    [Theory]
    [InlineData("password=my geheim", "character 13 has no = behind it")]
    [InlineData(
        "password=my geh=eim",
        "the keyword behind a password is unknown; if it belongs to the password, write password='…' and \\' for a quote")]
    [InlineData("password='my'geh=eim", "the keyword behind a password is unknown")]
    [InlineData("password='my' geh=eim", "the keyword behind a password is unknown")]
    [InlineData("password='my'port=geheim", "port *** should be a whole number")]
    [InlineData("postgresql://h/d?password=my&geh=eim", "the keyword behind a password is unknown")]
    [InlineData("host='h password=geheim", "the quote of host at character 6 is never closed")]
    [InlineData("port='5 geheim", "the quote of port at character 6 is never closed")]
    [InlineData("postgresql://u:geheim%zz@geheim:x", "port")]
    [InlineData("postgresql://u:my/geheim@h/d", "port *** should be a whole number")]
    [InlineData("postgres:/u:geheim@h?x=y", "a URI that starts with postgresql:// or postgres://")]
    public void A_password_that_is_not_quoted_or_encoded_is_guessed_and_not_shown(string text, string says)
    {
        var wrong = Assert.Throws<FormatException>(() => TestConninfo.Parse(text));

        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geh", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_text_has_stars_for_passwords()
    {
        var conninfo = TestConninfo.Parse("postgresql://u:geheim@h/a%20b?sslpassword=geheim");

        Assert.Equal("dbname='a b' host=h password=*** sslpassword=*** user=u", $"{conninfo}");
    }

    [Fact]
    public void Two_forms_of_the_same_are_equal()
    {
        Assert.Equal(TestConninfo.Parse("postgresql://u@h/d"), TestConninfo.Parse("user=u host='h' dbname = d"));
        Assert.Equal(TestConninfo.Parse("user=a").GetHashCode(), TestConninfo.Parse("user=b user='a'").GetHashCode());
        Assert.NotEqual(TestConninfo.Parse("password=a"), TestConninfo.Parse("password=b"));
    }

    private static string[] Sentences(string message) =>
        Regex.Split(message, "; (?!keywords|write|leave)", RegexOptions.None, TimeSpan.FromSeconds(5));
}

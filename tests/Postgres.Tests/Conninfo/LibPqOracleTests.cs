using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Postgres.Conninfo;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>Asks libpq itself which connection strings are right and what they mean.</summary>
public sealed class LibPqOracleTests
{
    // Nothing listens there, so that libpq gets as far as it can with what it was given. It reads some values only then.
    private const string Nowhere = "host=127.0.0.1 port=1 ";

    private static readonly Config VeryThorough = Config.QuickThrowOnFailure.WithMaxTest(50000);

    public LibPqOracleTests() => Skip.If(LibPq.Absence is not null, LibPq.Absence);

    [SkippableFact]
    public void Any_text_is_right_or_wrong_and_means_the_same_as_for_libpq() =>
        Prop.ForAll(ConninfoGenerators.Texts, Compare).Check(VeryThorough);

    [SkippableFact]
    public void Right_texts_of_either_form_mean_the_same_as_for_libpq() =>
        Prop.ForAll(
            (from values in ConninfoGenerators.Values from style in Gen.Choose(0, 15) select (values, style)).ToArbitrary(),
            given =>
            {
                foreach (var unknown in given.values.Keys.Where(keyword => !LibPq.Keywords.Contains(keyword)).ToList())
                {
                    given.values.Remove(unknown);
                }

                Compare(ConninfoGenerators.WriteKeywords(given.values, given.style));
                Compare(ConninfoGenerators.WriteUri(given.values, given.style));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [SkippableFact]
    public void Every_keyword_of_libpq_has_its_place() => Assert.Empty(LibPq.Keywords.Except(Keywords.All.Keys));

    [SkippableTheory]
    [InlineData("port=0")]
    [InlineData("port=x")]
    [InlineData("port=65536")]
    [InlineData("port=' 5 '")]
    [InlineData("port=+5")]
    [InlineData("port=")]
    [InlineData("port=,")]
    [InlineData("host=a.invalid,b.invalid port=1,2,3")]
    [InlineData("host=127.0.0.1,127.0.0.1 port=1,")]
    [InlineData("host=127.0.0.1,127.0.0.1 port=1,2")]
    [InlineData("host=a.invalid,b.invalid hostaddr=127.0.0.1")]
    [InlineData("host='' hostaddr=127.0.0.1,127.0.0.1")]
    [InlineData("hostaddr=x")]
    [InlineData("hostaddr=127.1")]
    [InlineData("hostaddr=[::1]")]
    [InlineData("sslmode=")]
    [InlineData("sslmode=Require")]
    [InlineData("sslmode=verify-ca")]
    [InlineData("channel_binding=")]
    [InlineData("channel_binding=require")]
    [InlineData("channel_binding=x")]
    [InlineData("gssencmode=")]
    [InlineData("gssencmode=disable")]
    [InlineData("gssencmode=x")]
    [InlineData("target_session_attrs=")]
    [InlineData("target_session_attrs=prefer-standby")]
    [InlineData("target_session_attrs=prefer-primary")]
    [InlineData("target_session_attrs=master")]
    [InlineData("connect_timeout=")]
    [InlineData("connect_timeout=x")]
    [InlineData("connect_timeout=99999999999")]
    [InlineData("connect_timeout=-1")]
    [InlineData("connect_timeout=' 1\t'")]
    [InlineData("connect_timeout=1x")]
    [InlineData("connect_timeout=0x1")]
    [InlineData("keepalives=")]
    [InlineData("keepalives=2")]
    [InlineData("keepalives=on")]
    [InlineData("keepalives_idle=")]
    [InlineData("keepalives_idle=-1")]
    [InlineData("keepalives_interval=x")]
    [InlineData("keepalives_count=x")]
    [InlineData("keepalives_count=-1")]
    [InlineData("keepalives_count=3")]
    [InlineData("tcp_user_timeout=")]
    [InlineData("tcp_user_timeout=x")]
    [InlineData("ssl_min_protocol_version=")]
    [InlineData("ssl_min_protocol_version=x")]
    [InlineData("ssl_min_protocol_version=tlsv1.2")]
    [InlineData("ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2")]
    [InlineData("host=/a-folder-whose-name-is-too-long-for-the-path-of-a-socket-as-the-kernel-has-only-108-bytes-for-it-and-this-is-more")]
    public void A_value_is_right_or_wrong_as_for_libpq(string text)
    {
        var error = LibPq.Connect(Nowhere + text).Error!;
        var accepted = error.Contains("Connection refused", StringComparison.Ordinal);

        Assert.Equal(accepted, ParseError(Nowhere + text) is null);
    }

    [SkippableTheory]
    [InlineData("sslcert='' sslkey='' sslrootcert='' sslcrl='' options='' passfile='' application_name='' krbsrvname='' require_auth=''")]
    [InlineData("host=127.0.0.1 hostaddr='' dbname=''")]
    public void An_empty_value_counts_as_none(string text) => Assert.Null(ParseError(text));

    // What is refused on purpose, although libpq takes it: it would mean something else to Npgsql or is read differently by releases.
    [SkippableTheory]
    [InlineData("host=a:1", "the host \"a:1\" should be a name")]
    [InlineData("host=[::1]", "the host \"[::1]\" should be a name")]
    [InlineData("host=a;user=b", "the host *** should be a name")]
    [InlineData("host='a b'", "the host \"a b\" should be a name")]
    [InlineData("host=a,,b", "entry 2 of the hosts is empty")]
    [InlineData("user=", "user is empty")]
    [InlineData("postgresql://h/a b", "write %20")]
    [InlineData("postgresql://h/%e4", "the database should be UTF-8")]
    [InlineData("ssl_max_protocol_version=TLSv1.1 ssl_min_protocol_version=TLSv1", "ssl_max_protocol_version \"TLSv1.1\" should be")]
    public void What_is_refused_beyond_libpq_says_so(string text, string says)
    {
        Assert.Null(LibPq.Parse(text).Error);
        Assert.Contains(says, ParseError(text), StringComparison.Ordinal);
    }

    private static void Compare(string text)
    {
        var (values, error) = LibPq.Parse(text);
        var mistakes = new Mistakes();
        var read = ConninfoText.Read(text, mistakes);
        var wrong = Record.Exception(mistakes.ThrowIfAny)?.Message;

        if (wrong is not null && error is null)
        {
            // The two that are refused on purpose, see above.
            Assert.Matches("write %20|should be UTF-8", wrong);
            return;
        }

        Assert.True((error is null) == (wrong is null), $"libpq: {error ?? "right"}; here: {wrong ?? "right"}; text: {text}");
        if (error is null)
        {
            Assert.Equal(values, read);
        }
    }

    private static string? ParseError(string text) => Record.Exception(() => TestConninfo.Parse(text))?.Message;
}

using FsCheck;
using FsCheck.Fluent;

namespace LvsPluggable.Postgres.Tests.Conninfo;

public sealed class ConninfoPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void What_is_written_in_either_form_is_read_again() =>
        Prop.ForAll(
            (from values in ConninfoGenerators.Values from style in Gen.Choose(0, 15) select (values, style)).ToArbitrary(),
            given =>
            {
                var read = TestConninfo.Parse(ConninfoGenerators.WriteKeywords(given.values, given.style));

                Assert.Equal(given.values, read.Values);
                Assert.Equal(given.values["host"].Split(','), read.Hosts.Select(host => host.Name));
                Assert.Equal(
                    given.values["port"].Split(','), read.Hosts.Select(host => host.Port is { } port ? $"{port}" : ""));

                // In front of its question mark a URI cannot say that a value is empty.
                var uri = TestConninfo.Parse(ConninfoGenerators.WriteUri(given.values, given.style));
                Assert.Equal(given.values.Where(pair => pair.Value.Length > 0), uri.Values.Where(pair => pair.Value.Length > 0));
                Assert.Equal(read.Hosts, uri.Hosts);
                Assert.Equal(read.Tls, uri.Tls);
                Assert.Equal(read.KeepAlive, uri.KeepAlive);
            }).Check(Thorough);

    [Fact]
    public void What_it_says_of_itself_is_the_same_connection_string_but_for_passwords() =>
        Prop.ForAll(ConninfoGenerators.Values.ToArbitrary(), values =>
        {
            var read = TestConninfo.Parse(ConninfoGenerators.WriteKeywords(values, 0));
            var masked = new SortedDictionary<string, string>(values, StringComparer.Ordinal);
            if (masked.ContainsKey("password"))
            {
                masked["password"] = "***";
            }

            Assert.Equal(masked, TestConninfo.Parse(read.ToString()).Values);
        }).Check(Thorough);

    [Fact]
    public void No_text_does_anything_but_be_read_or_be_a_format_mistake() =>
        Prop.ForAll(ConninfoGenerators.Texts, text => Assert.True(IsReadOrMistake(text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20000));

    [Fact]
    public void No_text_at_all_crashes() =>
        Prop.ForAll<string>(text => Assert.True(text is null || (IsReadOrMistake(text) && IsReadOrMistake("postgres://" + text))))
            .Check(Thorough);

    [Fact]
    public void No_mistake_shows_a_password_wherever_the_text_is_broken() =>
        Prop.ForAll(
            (from text in ConninfoGenerators.Texts.Generator
             from form in Gen.Elements(
                 "password={0} {1}", "{1} password={0}", "password='{0}' {1}", "sslpassword={0} sslmode={0} nosuch={0} {0}={0} {1}",
                 "password=x {0}=y {1}", "password=x {0} {1}",
                 "postgresql://u:{0}@h/{1}", "postgresql://u:{0}/x@h:{1}/d", "postgresql://u:x/{0}@h/{1}",
                 "postgresql://u:x@{0}@h/{1}", "postgresql://u:x?{0}=y@h:{1}", "postgresql://u:x/y?{0}=z&{0}@h/{1}",
                 "postgresql://h?password={0}&port={0}&{1}",
                 "POSTGRES://u:{0}@h/{1}", " postgresql://u:{0}@h?{1}", "jdbc:postgresql://h/d?user=u&password={0} {1}",
                 "host=h;Password={0} {1}", "host=h port=1;password={0} {1}", "postgresql://h:1&password={0}{1}")
             select string.Format(null, form, "geheim", text)).ToArbitrary(),
            text =>
            {
                try
                {
                    var warnings = TestConninfo.Parse(text).Warnings;
                    Assert.DoesNotContain("geheim", string.Join(' ', warnings), StringComparison.Ordinal);
                }
                catch (FormatException wrong)
                {
                    Assert.DoesNotContain("geheim", wrong.Message, StringComparison.Ordinal);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(20000));

    [Fact]
    public void No_mistake_shows_a_piece_of_a_password_whatever_signs_it_has() =>
        Prop.ForAll(
            (from pieces in Gen.NonEmptyListOf(Gen.Elements("Geheim", "hunter2", "Zx9Q"))
             from signs in Gen.ArrayOf(
                 Gen.Elements("", " ", "'", "\\", "=", "@", "/", ":", "?", "&", "%", "%zz", ",", "[", "]", "#", "\t", "é"), 8)
             from form in Gen.Elements(
                 "password={0} sslmode=foo port=99999", "password='{0}' sslmode=foo port=99999", "host=a,b port=1,2,3 password='{0}",
                 "sslmode=foo password={0}", "host='h password={0}", "port='7 password={0}' sslmode=foo",
                 "Passwd={0} port=99999",
                 "nosuch=x pwd='{0}' nosuch=x",
                 "sslpassword='{0}' hostaddr=x", "postgresql://u:{0}@h:99999/d?sslmode=foo", "postgresql://{0}@h:99999/d?sslmode=foo",
                 "postgresql://h:99999/d?password={0}&sslmode=foo", "postgresql://h/d?sslmode=foo&passwd={0}&port=x",
                 "service=x password={0} sslmode=foo")
             select string.Format(
                 null, form, string.Concat(pieces.Take(8).Select((piece, index) => piece + signs[index])))).ToArbitrary(),
            text =>
            {
                var message = Record.Exception(() => TestConninfo.Parse(text))?.Message ?? "";
                Assert.All(["Geheim", "hunter2", "Zx9Q"], piece => Assert.DoesNotContain(piece, message, StringComparison.Ordinal));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(50000));

    private static bool IsReadOrMistake(string text)
    {
        try
        {
            return TestConninfo.Parse(text).Hosts.Count > 0;
        }
        catch (FormatException wrong)
        {
            return wrong.Message.Length > 0;
        }
    }
}

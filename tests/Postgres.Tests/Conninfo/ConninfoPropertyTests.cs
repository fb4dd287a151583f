using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Postgres.Conninfo;

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
                var read = LibpqConninfo.Parse(ConninfoGenerators.WriteKeywords(given.values, given.style));

                Assert.Equal(given.values, read.Values);
                Assert.Equal(given.values["host"].Split(','), read.Hosts.Select(host => host.Name));
                Assert.Equal(
                    given.values["port"].Split(','), read.Hosts.Select(host => host.Port is { } port ? $"{port}" : ""));

                // In front of its question mark a URI cannot say that a value is empty.
                var uri = LibpqConninfo.Parse(ConninfoGenerators.WriteUri(given.values, given.style));
                Assert.Equal(given.values.Where(pair => pair.Value.Length > 0), uri.Values.Where(pair => pair.Value.Length > 0));
                Assert.Equal(read.Hosts, uri.Hosts);
                Assert.Equal(read.Tls, uri.Tls);
                Assert.Equal(read.KeepAlive, uri.KeepAlive);
            }).Check(Thorough);

    [Fact]
    public void What_it_says_of_itself_is_the_same_connection_string_but_for_passwords() =>
        Prop.ForAll(ConninfoGenerators.Values.ToArbitrary(), values =>
        {
            var read = LibpqConninfo.Parse(ConninfoGenerators.WriteKeywords(values, 0));
            var masked = new SortedDictionary<string, string>(values, StringComparer.Ordinal);
            if (masked.ContainsKey("password"))
            {
                masked["password"] = "***";
            }

            Assert.Equal(masked, LibpqConninfo.Parse(read.ToString()).Values);
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
                    var warnings = LibpqConninfo.Parse(text).Warnings;
                    Assert.DoesNotContain("geheim", string.Join(' ', warnings), StringComparison.Ordinal);
                }
                catch (FormatException wrong)
                {
                    Assert.DoesNotContain("geheim", wrong.Message, StringComparison.Ordinal);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(20000));

    private static bool IsReadOrMistake(string text)
    {
        try
        {
            return LibpqConninfo.Parse(text).Hosts.Count > 0;
        }
        catch (FormatException wrong)
        {
            return wrong.Message.Length > 0;
        }
    }
}

using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Plugins.Tests.Script;

public class ShownTextTests
{
    [Theory]
    [InlineData("host=a password=geheim user=b", "host=a password=*** user=b")]
    [InlineData("password = geheim", "password = ***")]
    [InlineData("PGPASSWORD=geheim psql", "PGPASSWORD=*** psql")]
    [InlineData("password='ge heim' port=1", "password=*** port=1")]
    [InlineData("""password='ge\'heim' port=1""", "password=*** port=1")]
    [InlineData("""password="ge heim" port=1""", "password=*** port=1")]
    [InlineData("""password=\'ge heim\' port=1""", "password=***")]
    [InlineData("password='ge heim", "password=***")]
    [InlineData("could not reach postgresql://lvs:geheim@db1/app", "could not reach postgresql://lvs:***@db1/app")]
    [InlineData("password authentication failed", "password authentication failed")]
    public void Passwords_are_masked(string text, string shown) => Assert.Equal(shown, ShownText.Of(text));

    [Fact]
    public void A_password_does_not_survive_the_cut_that_takes_its_name_away() =>
        Assert.DoesNotContain("geheim", ShownText.Of("password=" + string.Concat(Enumerable.Repeat("geheim", 100)) + " end"), StringComparison.Ordinal);

    [Fact]
    public void Lines_become_one_and_the_end_of_a_long_text_is_shown()
    {
        Assert.Equal("one two three", ShownText.Of("\u001b\none\r\n\ttwo\0three\n"));
        Assert.Equal("…" + new string('x', ShownText.MaximumLength - 5) + " end", ShownText.Of(new string('x', 1000) + "\nend\n"));
    }

    [Fact]
    public void What_turns_the_direction_of_text_is_not_shown() => Assert.Equal("a b c", ShownText.Of("a\u202eb\u2066c\u200f"));

    [Fact]
    public void A_letter_of_two_parts_is_not_cut_in_two() =>
        Assert.Equal("…" + new string('x', ShownText.MaximumLength - 2), ShownText.Of("a\U0001F600" + new string('x', ShownText.MaximumLength - 2)));

    [Fact]
    public void Whatever_is_shown_is_one_bounded_line() => Prop.ForAll<string>(text =>
    {
        var shown = ShownText.Of(text ?? "");
        return shown.Length <= ShownText.MaximumLength && !shown.Any(char.IsControl);
    }).QuickCheckThrowOnFailure();
}

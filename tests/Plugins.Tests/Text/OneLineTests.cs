using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Text;

namespace LvsPluggable.Plugins.Tests.Text;

public sealed class OneLineTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("as it is", "as it is")]
    [InlineData("\r\n one \u001b[31m\r\n\ttwo\0", "one [31m two")]
    [InlineData("a\u202eb\u2066c\u200f", "a b c")]
    [InlineData("Grüße \U0001F600", "Grüße \U0001F600")]
    public void Breaks_controls_and_what_turns_text_become_blanks(string? text, string line) => Assert.Equal(line, OneLine.Of(text));

    [Fact]
    public void Half_a_letter_is_none() => Assert.Equal("half a letter: \ufffd", OneLine.Of($"half a letter: {(char)0xd83d}"));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("ab\U0001F600", 3, "ab…")]
    [InlineData("ab\U0001F600", 4, "ab\U0001F600")]
    public void A_long_text_is_cut_between_letters(string text, int longest, string line) => Assert.Equal(line, OneLine.Of(text, longest));

    [Fact]
    public void Whatever_it_is_of_it_is_one_bounded_line_and_stays_as_it_is() => Prop.ForAll<string>(text =>
    {
        var line = OneLine.Of(text, 20);
        return line.Length <= 21 && !line.Any(char.IsControl) && OneLine.Of(line, 21) == line;
    }).QuickCheckThrowOnFailure();
}

using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Plugins.Network.Udp;

namespace LvsPluggable.Network.Tests.Udp;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("plain", "706C61696E")]
    [InlineData(@"\x00\xfF", "00FF")]
    [InlineData(@"a\r\n\t\\b", "610D0A095C62")]
    [InlineData("ä", "C3A4")]
    public void Escapes_stand_for_bytes(string text, string bytes) =>
        Assert.Equal(bytes, Convert.ToHexString(EscapedText.Parse(text).Bytes));

    [Theory]
    [InlineData(@"\")]
    [InlineData(@"\x1")]
    [InlineData(@"\x1g")]
    [InlineData(@"\q")]
    [InlineData(@"\x +1")]
    public void A_wrong_escape_is_named(string text) =>
        Assert.Contains("a backslash should begin", Assert.Throws<FormatException>(() => EscapedText.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void More_bytes_than_a_datagram_should_have_are_a_mistake() =>
        Assert.Contains(
            "at most 1024 bytes, and stands for 1025",
            Assert.Throws<FormatException>(() => EscapedText.Parse(new string('x', 1025))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void All_bytes_can_be_written_as_hexadecimal_escapes() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            var text = string.Concat((bytes ?? []).Select(one => string.Create(CultureInfo.InvariantCulture, $"\\x{one:X2}")));
            Assert.Equal(bytes ?? [], EscapedText.Parse(text).Bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_without_backslashes_stands_for_itself_and_none_does_anything_but_be_read_or_be_a_mistake() =>
        Prop.ForAll<string>(text =>
        {
            try
            {
                var bytes = EscapedText.Parse(text ?? "").Bytes;
                if (text is not null && !text.Contains('\\', StringComparison.Ordinal))
                {
                    Assert.Equal(Encoding.UTF8.GetBytes(text), bytes);
                }
            }
            catch (FormatException)
            {
                Assert.Contains('\\', text!);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}

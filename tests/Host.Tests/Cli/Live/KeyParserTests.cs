using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Cli.Live;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary>What a terminal sends, as keys.</summary>
public sealed class KeyParserTests
{
    [Theory]
    [InlineData("q", KeyKind.Character, "q")]
    [InlineData("ü", KeyKind.Character, "ü")]
    [InlineData("😀", KeyKind.Character, "😀")]
    [InlineData("\r", KeyKind.Enter, "")]
    [InlineData("\u007f", KeyKind.Backspace, "")]
    [InlineData("\u0003", KeyKind.Interrupt, "")]
    [InlineData("\u000c", KeyKind.Redraw, "")]
    [InlineData("\e[A", KeyKind.Up, "")]
    [InlineData("\eOB", KeyKind.Down, "")]
    [InlineData("\e[5~", KeyKind.PageUp, "")]
    [InlineData("\e[6~", KeyKind.PageDown, "")]
    [InlineData("\e[H", KeyKind.Home, "")]
    [InlineData("\e[4~", KeyKind.End, "")]
    public void A_key_is_known_by_what_a_terminal_sends_for_it(string sent, object kind, string text) =>
        Assert.Equal([new LiveKey((KeyKind)kind, text)], All(Encoding.UTF8.GetBytes(sent)));

    [Theory]
    [InlineData("\e[1;5C")]
    [InlineData("\e[200~")]
    [InlineData("\u0001")]
    public void What_nothing_is_done_with_is_passed_over(string sent) => Assert.Equal([new LiveKey(KeyKind.Character, "x")], All(Encoding.UTF8.GetBytes($"{sent}x")));

    [Fact]
    public void Escape_is_a_key_when_nothing_follows_it()
    {
        var parser = new KeyParser();

        Assert.Empty(parser.Read("\e"u8));
        Assert.True(parser.IsWaiting);
        Assert.Equal([new LiveKey(KeyKind.Escape)], parser.Flush());
        Assert.False(parser.IsWaiting);
    }

    [Fact]
    public void Whatever_is_sent_in_whatever_pieces_the_keys_are_the_same_and_nothing_waits_in_the_end() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[][]>(),
        pieces =>
        {
            var parser = new KeyParser();
            var keys = pieces.SelectMany(piece => parser.Read(piece)).ToList();
            keys.AddRange(parser.Flush());
            return keys.SequenceEqual(All([.. pieces.SelectMany(piece => piece)])) && !parser.IsWaiting
                && keys.TrueForAll(key => !key.Text.Any(char.IsControl));
        }).QuickCheckThrowOnFailure();

    private static List<LiveKey> All(byte[] bytes)
    {
        var parser = new KeyParser();
        return [.. parser.Read(bytes), .. parser.Flush()];
    }
}

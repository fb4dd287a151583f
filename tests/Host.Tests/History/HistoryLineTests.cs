using FsCheck.Fluent;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Tests.History;

public sealed class HistoryLineTests
{
    [Fact]
    public void Any_text_comes_back_as_it_is_shown_and_a_line_is_one() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<string?>(),
        ArbMap.Default.ArbFor<string?>(),
        (text, other) =>
        {
            var notice = new Notice
            {
                Event = NoticeKind.Down,
                Time = DateTimeOffset.UnixEpoch,
                Server = text,
                Host = other,
                Reason = text ?? "",
                Checks = [other ?? ""],
                Sources = [text ?? "", other ?? ""],
            };

            var line = HistoryLine.Write(notice);
            var read = HistoryLine.Read(line);

            Assert.DoesNotContain(line, char.IsControl);
            Assert.Equal((OneLine.Of(text), OneLine.Of(text)), (read!.Reason, read.Server ?? ""));
            Assert.Equal(text is null, read.Server is null);
            Assert.Equal([OneLine.Of(other)], read.Checks!);
            Assert.Equal([OneLine.Of(text), OneLine.Of(other)], read.Sources!);
            Assert.Equal(line, HistoryLine.Write(read));
        }));

    [Fact]
    public void A_line_is_bounded_whatever_plugins_say()
    {
        var longWords = Enumerable.Repeat(new string('\u00e4', 100_000), 1000).ToList();
        var line = HistoryLine.Write(new Notice
        {
            Event = NoticeKind.Down,
            Host = longWords[0],
            Reason = longWords[0],
            Checks = longWords,
            Sources = longWords,
        });

        // 50 checks, 50 sources and a few more texts of 500 characters, each of which JSON may write with six.
        Assert.InRange(line.Length, 1, 110 * 500 * 6);
    }

    [Fact]
    public void What_is_left_of_any_line_that_was_torn_is_no_event()
    {
        var line = HistoryLine.Write(new Notice { Event = NoticeKind.Up, Server = "10.0.0.1:80", Reason = "tcp: connected" });

        Assert.All(Enumerable.Range(0, line.Length - 1), length => Assert.Null(HistoryLine.Read(line[..length])));
        Assert.NotNull(HistoryLine.Read(line));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\0\0\0")]
    [InlineData("{\"event\":\"of a later version\"}")]
    public void What_is_none_is_left_out(string line) => Assert.Null(HistoryLine.Read(line));
}

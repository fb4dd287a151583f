using LvsPluggable.Host.Cli;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Cli;

public sealed class MomentTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 30, 14, 5, 0, TimeSpan.Zero));

    public MomentTests() => _time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("lab", TimeSpan.FromHours(1), "lab", "lab"));

    [Theory]
    [InlineData("15:03", "2026-11-30T14:03:00Z")]
    [InlineData("15:03:07", "2026-11-30T14:03:07Z")]
    [InlineData("15:06", "2026-11-29T14:06:00Z")]
    [InlineData("9:00", "2026-11-30T08:00:00Z")]
    [InlineData("2026-11-28", "2026-11-27T23:00:00Z")]
    [InlineData("2026-11-28 14:03", "2026-11-28T13:03:00Z")]
    [InlineData("2026-11-28T14:03:01", "2026-11-28T13:03:01Z")]
    [InlineData("2026-11-28T14:03:01Z", "2026-11-28T14:03:01Z")]
    [InlineData("2026-11-28T14:03:01+02:00", "2026-11-28T12:03:01Z")]
    [InlineData("90s", "2026-11-30T14:03:30Z")]
    [InlineData("1h", "2026-11-30T13:05:00Z")]
    [InlineData("2d", "2026-11-28T14:05:00Z")]
    public void A_moment_is_a_time_a_date_or_how_long_ago_it_was(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), Moment.Read("--at", text, _time).ToUniversalTime());

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("25:00")]
    [InlineData("14:3")]
    [InlineData("-1h")]
    [InlineData("1w")]
    [InlineData("999999999999h")]
    [InlineData("2147483647d")]
    [InlineData("2147483647h")]
    [InlineData("2026-02-30")]
    [InlineData("\e[31m")]
    public void What_is_none_gets_a_sentence_that_names_it(string text)
    {
        var mistake = Assert.Throws<FormatException>(() => Moment.Read("--at", text, _time));

        Assert.StartsWith($"--at {LvsPluggable.Text.OneLine.Of(text)} should be ", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-30T14:03:00Z", "15:03:00")]
    [InlineData("2026-11-29T22:59:59Z", "2026-11-29 23:59:59")]
    public void It_is_shown_with_its_date_where_that_is_another(string moment, string shown) =>
        Assert.Equal(shown, Moment.Show(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), _time));
}

using System.Text.Json;
using LvsPluggable.Host.Page;

namespace LvsPluggable.Host.Tests.Page;

public sealed class CurvesTests
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

    private readonly Curves _curves = new();

    [Fact]
    public void The_newest_number_is_the_last_and_where_there_was_none_is_nothing()
    {
        _curves.Take([PageScene.Host(PageScene.Server(3))], Ten);
        _curves.Take([PageScene.Host(PageScene.Server(3), PageScene.Server(4))], Ten);

        Assert.Equal([null, 3, 3], Curve("10.0.0.4 80")[^3..]);
        Assert.Equal([null, null, 4], Curve("10.0.0.5 80")[^3..]);
        Assert.Equal([null, 3, 7], Curve("")[^3..]);
        Assert.Equal(180, Curve("").Length);
    }

    [Fact]
    public void The_replication_lag_has_a_curve_in_milliseconds_where_a_check_measures_it()
    {
        _curves.Take([PageScene.Host(PageScene.Server(3), PageScene.Lagging(4, 2.5))], Ten);
        _curves.Take([PageScene.Host(PageScene.Server(3), PageScene.Server(4))], Ten);

        Assert.Equal([2500, null], Curve("10.0.0.5 80\nlag")[^2..]);
        Assert.DoesNotContain("10.0.0.4 80\\nlag", Written().RootElement.GetProperty("curves").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_oldest_are_forgotten_and_a_server_that_is_gone_in_the_end()
    {
        _curves.Take([PageScene.Host(PageScene.Server(3), PageScene.Server(4))], Ten);
        for (var number = 0; number < 179; number++)
        {
            _curves.Take([PageScene.Host(PageScene.Server(3))], Ten);
        }

        Assert.Equal(4, Curve("10.0.0.5 80")[0]);
        _curves.Take([PageScene.Host(PageScene.Server(3))], Ten);

        Assert.DoesNotContain("10.0.0.5", Written().RootElement.GetProperty("curves").ToString(), StringComparison.Ordinal);
        Assert.All(Curve("10.0.0.4 80"), number => Assert.Equal(3, number));
    }

    [Fact]
    public void Of_twenty_thousand_servers_it_takes_no_more_than_of_two_thousand()
    {
        _curves.Take([PageScene.Host([.. Enumerable.Range(0, 20_000).Select(number => PageScene.Server(number))])], Ten);

        Assert.Equal(2000, Written().RootElement.GetProperty("curves").EnumerateObject().Count());
        Assert.NotNull(Curve("")[^1]);
    }

    private int?[] Curve(string server)
    {
        using var written = Written();
        return [.. written.RootElement.GetProperty("curves").GetProperty(Curves.Key("reads", "-t 192.0.2.50:80", server)).EnumerateArray()
            .Select(number => number.ValueKind == JsonValueKind.Null ? (int?)null : number.GetInt32())];
    }

    private JsonDocument Written() => JsonDocument.Parse(_curves.Write());
}

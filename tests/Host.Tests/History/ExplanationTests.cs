using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Tests.History;

public sealed class ExplanationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly Notice[] Day =
    [
        Life(0, NoticeKind.Launch),
        Server(1, NoticeKind.State, "new", "unknown", null),
        Server(2, NoticeKind.Up, "unknown", "up", 1),
        Life(3, NoticeKind.Start),
        Server(60, NoticeKind.Weight, "1", "5", 5),
        Server(70, NoticeKind.Doubted, "up", "doubted", 0),
        Life(71, NoticeKind.Degraded),
        Server(71, NoticeKind.Down, "up", "down", null) with { Server = "10.0.0.2:80", Host = "node2" },
        Server(75, NoticeKind.Down, "doubted", "down", null) with { ActiveConnections = 3, InactiveConnections = 1 },
        Server(90, NoticeKind.Up, "down", "up", 5),
    ];

    [Theory]
    [InlineData(30, "up", 2)]
    [InlineData(65, "up", 2)]
    [InlineData(72, "doubted", 70)]
    [InlineData(80, "down", 75)]
    [InlineData(75, "down", 75)]
    [InlineData(1000, "up", 90)]
    public void A_server_has_the_state_that_the_last_change_until_then_gave_it(int minute, string state, int since)
    {
        var explained = Explain(minute);

        Assert.Equal((state, Noon.AddMinutes(since)), (explained.Since!.New, explained.Since.Time));
    }

    [Fact]
    public void The_weight_before_a_change_is_known_so_that_it_can_be_said_what_became_of_connections()
    {
        Assert.Equal(5, Explain(72).WeightBefore);
        Assert.Equal(0, Explain(80).WeightBefore);
        Assert.Null(Explain(91).WeightBefore);
    }

    [Fact]
    public void What_happened_around_it_is_the_servers_own_and_what_is_about_no_server() =>
        Assert.Equal([70, 71, 75], Explain(73).Around.Select(notice => (notice.Time - Noon).TotalMinutes));

    [Fact]
    public void Before_it_was_mentioned_nothing_is_known()
    {
        var explained = Explain(0);

        Assert.Null(explained.Last);
        Assert.Equal("node1", explained.Host);
    }

    [Fact]
    public void After_a_stop_the_host_says_so_and_a_start_without_the_server_forgets_it()
    {
        Notice[] history = [.. Day, Life(100, NoticeKind.Stop), Life(200, NoticeKind.Launch), Life(201, NoticeKind.Start)];

        Assert.Equal(NoticeKind.Stop, Explain(150, history).HostEvent!.Event);
        Assert.False(Explain(95, history).IsForgotten);
        Assert.True(Explain(300, history).IsForgotten);
    }

    [Fact]
    public void Of_the_time_of_a_standby_it_says_so_and_of_what_was_before_a_start_after_it_nothing_is_left()
    {
        Notice[] history = [.. Day, Life(100, NoticeKind.Stop), Life(101, NoticeKind.Launch), Life(102, NoticeKind.Standby), Life(200, NoticeKind.Start)];

        Assert.Equal(NoticeKind.Standby, Explain(150, history).HostEvent!.Event);
        Assert.True(Explain(300, history).IsForgotten);
    }

    [Fact]
    public void A_takeover_forgets_nothing()
    {
        Notice[] history = [.. Day, Life(200, NoticeKind.Launch), Life(200, NoticeKind.Restart), Life(201, NoticeKind.Takeover)];

        var explained = Explain(300, history);

        Assert.Equal((false, "up"), (explained.IsForgotten, explained.Since!.New));
    }

    [Theory]
    [InlineData("node1", true)]
    [InlineData("NODE1:80", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.0.0.1:80", true)]
    [InlineData("10.0.0.1:81", false)]
    [InlineData("10.0.0.3", false)]
    [InlineData("node", false)]
    [InlineData("", false)]
    public void A_server_is_meant_by_name_or_address_with_its_port_or_without(string text, bool isMeant) =>
        Assert.Equal(isMeant ? ["10.0.0.1:80"] : [], Explanation.Of(Day, text, Noon, TimeSpan.Zero).Select(each => each.Server));

    [Fact]
    public void An_address_of_version_6_is_known_in_any_spelling() =>
        Assert.True(ServerName.Means("fd00:0::1", Day[1] with { Server = "[fd00::1]:80" }));

    private static Explanation Explain(int minute, Notice[]? history = null) =>
        Assert.Single(Explanation.Of(history ?? Day, "node1", Noon.AddMinutes(minute), TimeSpan.FromMinutes(5)));

    private static Notice Life(int minute, NoticeKind kind) => new() { Event = kind, Time = Noon.AddMinutes(minute) };

    private static Notice Server(int minute, NoticeKind kind, string old, string now, int? weight) => new()
    {
        Event = kind,
        Time = Noon.AddMinutes(minute),
        Service = "-t 10.0.0.100:80",
        Server = "10.0.0.1:80",
        Host = "node1",
        Old = old,
        New = now,
        Weight = weight,
    };
}

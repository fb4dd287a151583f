using LvsPluggable.Host.Director;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class ServerNoticesTests
{
    private readonly ServerNotices _notices = new("-t 10.0.0.100:5432");
    private long _connections = 1;

    [Theory]
    [InlineData(null, nameof(ServerState.Up), nameof(NoticeKind.Up))]
    [InlineData(nameof(ServerState.Unknown), nameof(ServerState.Up), nameof(NoticeKind.Up))]
    [InlineData(nameof(ServerState.Down), nameof(ServerState.Up), nameof(NoticeKind.Up))]
    [InlineData(nameof(ServerState.Doubted), nameof(ServerState.Up), nameof(NoticeKind.Up))]
    [InlineData(null, nameof(ServerState.Fallback), nameof(NoticeKind.Up))]
    [InlineData(nameof(ServerState.Up), nameof(ServerState.Down), nameof(NoticeKind.Down))]
    [InlineData(nameof(ServerState.Unknown), nameof(ServerState.Down), nameof(NoticeKind.Down))]
    [InlineData(nameof(ServerState.Up), nameof(ServerState.Unknown), nameof(NoticeKind.Down))]
    [InlineData(nameof(ServerState.Up), nameof(ServerState.Doubted), nameof(NoticeKind.Doubted))]
    [InlineData(nameof(ServerState.Doubted), nameof(ServerState.Down), nameof(NoticeKind.Down))]
    [InlineData(nameof(ServerState.Up), nameof(ServerState.Draining), nameof(NoticeKind.Draining))]
    [InlineData(nameof(ServerState.Up), nameof(ServerState.Leaving), nameof(NoticeKind.Draining))]
    [InlineData(nameof(ServerState.Up), nameof(ServerState.Up), null)]
    [InlineData(nameof(ServerState.Held), nameof(ServerState.Up), nameof(NoticeKind.State))]
    [InlineData(nameof(ServerState.Draining), nameof(ServerState.Leaving), nameof(NoticeKind.State))]
    [InlineData(nameof(ServerState.Down), nameof(ServerState.Flapping), nameof(NoticeKind.State))]
    [InlineData(null, nameof(ServerState.Unknown), nameof(NoticeKind.State))]
    public void A_change_of_state_is_told(string? before, string after, string? told)
    {
        var notices = Between(before is null ? [] : [Member(before)], [Member(after)]);

        Assert.Equal(told is null ? [] : [told], notices.Select(notice => notice.Event.ToString()));
        Assert.All(notices, notice => Assert.Equal(
            ("-t 10.0.0.100:5432", "10.0.0.1:5432", "node1", before?.ToLowerInvariant() ?? "new", after.ToLowerInvariant(), "now"),
            (notice.Service, notice.Server, notice.Host, notice.Old, notice.New, notice.Reason)));
        Assert.All(notices, notice => Assert.Equal((Member(after).Weight, 5432), (notice.Weight, notice.ActiveConnections)));
    }

    [Fact]
    public void Another_weight_is_told_of_a_server_that_has_one()
    {
        var notice = Assert.Single(Between([Member("Up")], [Member("Up") with { Weight = 7 }]));

        Assert.Equal((NoticeKind.Weight, "1", "7"), (notice.Event, notice.Old, notice.New));
    }

    [Fact]
    public void That_a_server_is_drained_is_told_once_when_its_last_connection_has_ended()
    {
        Member draining = Member("Draining"), up = Member("Up");
        Assert.Single(Between([up], [draining]));
        Assert.Empty(Between([draining], [draining]));

        _connections = 0;
        Assert.Equal(NoticeKind.Drained, Assert.Single(Between([draining], [draining])).Event);
        Assert.Empty(Between([draining], [draining]));

        Assert.Equal(NoticeKind.Up, Assert.Single(Between([draining], [up])).Event);
        Between([up], [draining]);
        Assert.Equal(NoticeKind.Drained, Assert.Single(Between([draining], [draining])).Event);
    }

    [Fact]
    public void A_server_that_leaves_with_connections_is_drained_when_it_is_gone_and_one_that_is_removed_at_once_is_down()
    {
        var notice = Assert.Single(Between([Member("Leaving")], []));
        Assert.Equal((NoticeKind.Drained, "gone"), (notice.Event, notice.New));

        notice = Assert.Single(Between([Member("Up")], []));
        Assert.Equal((NoticeKind.Down, "gone"), (notice.Event, notice.New));

        notice = Assert.Single(Between([Member("Down")], []));
        Assert.Equal((NoticeKind.State, "gone"), (notice.Event, notice.New));
    }

    private static Member Member(string state) => Make.Member(1, Enum.Parse<ServerState>(state)) with
    {
        Reason = "now",
        Weight = state switch
        {
            "Up" or "Held" or "Fallback" => 1,
            "Doubted" or "Draining" or "Leaving" => 0,
            _ => null,
        },
    };

    private IReadOnlyList<Notice> Between(IReadOnlyList<Member> before, IReadOnlyList<Member> after) =>
        _notices.Of(MemberChange.Between(before, after), _ => _connections, (notice, server) => notice with { ActiveConnections = server.Port });
}

using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Page;

namespace LvsPluggable.Host.Tests.Page;

public sealed class StripTests
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_change_of_state_is_in_it_and_a_change_of_weight_is_not() => Assert.Equal(
        "60 up, 120 down, 180 up",
        Shown([Changed(1, "up"), Changed(2, "down"), Changed(3, "up"), Changed(4, "5") with { Event = NoticeKind.Weight }], from: Ten));

    [Fact]
    public void It_begins_with_what_the_server_was_at_its_begin() =>
        Assert.Equal("0 down, 60 up", Shown([Changed(-120, "up"), Changed(-60, "down"), Changed(1, "up")], from: Ten));

    [Fact]
    public void What_was_long_before_and_never_changed_is_that_still() => Assert.Equal("0 up", Shown([Changed(-6000, "up")], from: Ten));

    [Fact]
    public void While_nobody_directs_nothing_is_known() => Assert.Equal(
        "60 up, 120 , 180 up",
        Shown([Changed(1, "up"), new Notice { Event = NoticeKind.Stop, Time = Ten.AddMinutes(2) }, Changed(3, "up")], from: Ten));

    [Fact]
    public void Servers_of_two_services_have_one_each()
    {
        var strips = Strip.Of([Changed(1, "up"), Changed(2, "down") with { Service = "-t 192.0.2.1:81" }], Ten);

        Assert.Equal(["-t 192.0.2.1:80 up", "-t 192.0.2.1:81 down"], strips.Select(strip => $"{strip.Service} {strip.Changes[0].State}"));
    }

    private static string Shown(IEnumerable<Notice> history, DateTimeOffset from) => string.Join(
        ", ", Assert.Single(Strip.Of(history, from)).Changes.Select(change => $"{(change.At - Ten).TotalSeconds} {change.State}"));

    private static Notice Changed(int minutes, string state) => new()
    {
        Event = NoticeKind.State,
        Time = Ten.AddMinutes(minutes),
        Service = "-t 192.0.2.1:80",
        Server = "192.0.2.11:80",
        New = state,
    };
}

using LvsPluggable.Postgres.Connections;

namespace LvsPluggable.Postgres.Tests.Connections;

public sealed class HeldConnectionTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 49, 0)]
    [InlineData(0, 50, 1000)]
    [InlineData(0, 200, 4000)]
    [InlineData(0, 501, 10_000)]
    [InlineData(0, 60_000, 10_000)]
    [InlineData(2000, 1, 2000)]
    [InlineData(20_000, 501, 20_000)]
    public void Where_connecting_takes_long_a_new_connection_is_had_more_seldom_unless_it_is_said_how_often(int interval, int took, int rest) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(rest),
            HeldConnection.Rest(TimeSpan.FromMilliseconds(interval), TimeSpan.FromMilliseconds(took)));

    [Theory]
    [InlineData(0, 2800, 750)]
    [InlineData(10, 2800, 750)]
    [InlineData(75, 2800, 750)]
    [InlineData(150, 2800, 1500)]
    [InlineData(2000, 2800, 2800)]
    [InlineData(10, 500, 500)]
    public void A_new_connection_is_waited_for_ten_times_as_long_as_the_last_one_took_and_as_long_as_a_look_may_take_at_most(
        int took, int limit, int patience) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(patience),
            HeldConnection.PatienceAfter(TimeSpan.FromMilliseconds(took), TimeSpan.FromMilliseconds(limit)));
}

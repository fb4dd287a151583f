using LvsPluggable.Host.Hosting;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class RestartsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void Without_an_end_there_is_nothing_to_tell()
    {
        var restarts = new Restarts([], Now);

        Assert.Null(restarts.Status(Now));
        Assert.Null(restarts.Problem(TimeSpan.Zero));
    }

    [Fact]
    public void Those_of_the_last_ten_minutes_are_counted_and_the_last_one_is_told_for_a_minute()
    {
        var restarts = new Restarts([End(-700, "old"), End(-400, "killed"), End(-1, "hung")], Now);

        var status = restarts.Status(Now)!;

        Assert.Equal((2, Now.AddSeconds(-1), "hung"), (status.Count, status.Last, status.Cause));
        Assert.Equal("restarted after: hung", restarts.Problem(TimeSpan.FromSeconds(59)));
        Assert.Null(restarts.Problem(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, restarts.Status(Now.AddMinutes(11))!.Count);
    }

    [Fact]
    public void A_host_that_started_long_after_an_end_is_no_restart_of_it() =>
        Assert.Null(new Restarts([End(-61, "killed")], Now).Problem(TimeSpan.Zero));

    private static HostEnd End(int seconds, string cause) => new(Now.AddSeconds(seconds), cause);
}

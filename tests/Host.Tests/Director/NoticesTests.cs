namespace LvsPluggable.Host.Tests.Director;

/// <summary>What programs of the user are told by a running service.</summary>
public sealed class NoticesTests
{
    [Fact]
    public async Task Real_servers_that_come_fail_and_leave_are_told_once_each()
    {
        await using var scene = new Scene();
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");
        await SaysAsync(scene, "Up 1 up", "Up 2 up");

        scene.SaysOf(2, HealthResult.Unhealthy("refused"));
        await scene.Has("1:1");
        await SaysAsync(scene, "Up 1 up", "Up 2 up", "Down 2 down");

        scene.Lists(1);
        await Eventually.HoldsAsync(() => scene.Status.Servers.Count == 1, "the failed one is listed no more");
        scene.Lists();
        await scene.Has();
        await SaysAsync(scene, "Up 1 up", "Up 2 up", "Down 2 down", "Draining 1 leaving", "Drained 1 gone");
    }

    [Fact]
    public async Task A_quorum_that_goes_down_and_is_reached_again_is_told()
    {
        await using var scene = new Scene { Quorum = new() { Quorum = 2, Hysteresis = 0, Action = Host.Director.QuorumAction.Keep } };
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");

        scene.SaysOf(2, HealthResult.Unhealthy("refused"));
        await Eventually.HoldsAsync(() => scene.Notices.Said.Contains("Quorum  down"), "that it is down is told");
        scene.SaysOf(2, HealthResult.Healthy());
        await Eventually.HoldsAsync(() => scene.Notices.Said.Contains("Quorum  reached"), "that it is reached is told");

        Assert.Equal(2, scene.Notices.Said.Count(said => said.StartsWith("Quorum", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_host_that_takes_a_table_over_tells_nothing_of_servers_that_stay_as_they_are()
    {
        await using var scene = new Scene();
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");
        await scene.CrashAsync();
        var before = scene.Notices.Said.Count;

        scene.Start();
        await scene.Settle();

        Assert.Equal(before, scene.Notices.Said.Count);
    }

    private static Task SaysAsync(Scene scene, params string[] said) => Eventually.EqualAsync(
        string.Join(", ", said.Order(StringComparer.Ordinal)),
        () => Task.FromResult(string.Join(", ", scene.Notices.Said.Order(StringComparer.Ordinal))),
        "this should have been told.");
}

namespace LvsPluggable.Host.Tests.Director;

public sealed class LeftBehindTests
{
    [Fact]
    public async Task A_server_that_comes_and_goes_beside_a_check_that_never_ends_leaves_no_more_than_two_calls_behind()
    {
        await using var scene = new Scene();
        var never = new TaskCompletionSource<HealthResult>();
        var calls = 0;
        scene.Checks["node1"] = _ =>
        {
            Interlocked.Increment(ref calls);
            return new(never.Task);
        };
        scene.Lists(2);
        scene.Start();
        await scene.Has("2:1");
        for (var time = 1; time <= 5; time++)
        {
            scene.Lists(1, 2);
            await Eventually.HoldsAsync(
                () => Volatile.Read(ref calls) == time || LeftBehind(scene) == 2, "the check has been called, or is not called any more");
            await scene.Settle();
            scene.Lists(2);
            await Eventually.HoldsAsync(() => scene.Status.Servers.Count == 1 && LeftBehind(scene) >= Math.Min(time, 2), "the server has left");
            await scene.Settle();
        }

        Assert.Equal((2, 2), (Volatile.Read(ref calls), LeftBehind(scene)));
        never.SetResult(HealthResult.Healthy());
        scene.Lists(1, 2);
        await scene.Has("1:1", "2:1");
    }

    [Fact]
    public async Task What_was_left_behind_before_the_parameters_changed_is_told_for_as_long_as_it_runs()
    {
        await using var scene = new Scene();
        var never = new TaskCompletionSource<HealthResult>();
        scene.Checks["node1"] = _ => new(never.Task);
        scene.Lists(1, 2);
        scene.Start();
        await Eventually.HoldsAsync(() => LeftBehind(scene) == 1, "a call is left behind");
        await scene.StopAsync();
        scene.Checks.Clear();

        scene.Start();

        await scene.Has("1:1", "2:1");
        Assert.Equal(1, LeftBehind(scene));
        never.SetResult(HealthResult.Healthy());
        await Eventually.HoldsAsync(() => LeftBehind(scene) == 0, "it has ended");
    }

    private static int LeftBehind(Scene scene) => scene.Status.Plugins.Sum(cost => cost.LeftBehind);
}

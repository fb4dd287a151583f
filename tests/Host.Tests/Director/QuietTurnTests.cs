using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Turns that only the time brings.</summary>
public sealed class QuietTurnTests
{
    [Fact]
    public async Task While_nothing_is_new_the_table_is_compared_and_no_pass_is_made()
    {
        await using var scene = await QuietSceneAsync();
        var (passes, comparisons) = (scene.Kernel.Passes, scene.Kernel.Comparisons);

        await Eventually.HoldsAsync(() => scene.Kernel.Comparisons >= comparisons + 5, "five more turns");

        Assert.Equal(passes, scene.Kernel.Passes);
    }

    [Fact]
    public async Task An_edit_by_hand_is_seen_by_the_next_turn_and_put_right()
    {
        await using var scene = await QuietSceneAsync();

        await scene.Kernel.DeleteDestinationAsync(Make.Service.Key, Make.EndPoint(2), CancellationToken.None);

        await scene.Has("1:1", "2:1");
        await scene.Says("changed from outside");
    }

    [Fact]
    public async Task An_edit_by_hand_that_was_put_right_is_put_right_again()
    {
        await using var scene = await QuietSceneAsync();
        for (var time = 0; time < 3; time++)
        {
            await scene.Kernel.EditDestinationAsync(Make.Service.Key, Make.Destination(2, weight: 7), CancellationToken.None);
            await scene.Has("1:1", "2:1");
            await scene.Runner.AskAsync().WaitAsync(Eventually.Deadline);
        }
    }

    [Fact]
    public async Task An_edit_that_undoes_what_a_pass_changed_is_put_right()
    {
        await using var scene = await QuietSceneAsync();
        scene.SaysOf(2, HealthResult.Drain("upgrade"));
        await scene.Has("1:1", "2:0");
        await scene.Runner.AskAsync().WaitAsync(Eventually.Deadline);

        await scene.Kernel.EditDestinationAsync(Make.Service.Key, Make.Destination(2), CancellationToken.None);

        await scene.Has("1:1", "2:0");
        await scene.Says("changed from outside");
    }

    [Fact]
    public async Task A_service_that_is_deleted_after_passes_that_news_brought_comes_back()
    {
        await using var scene = new Scene();
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");
        await scene.Runner.AskAsync().WaitAsync(Eventually.Deadline);
        await scene.Runner.AskAsync().WaitAsync(Eventually.Deadline);

        await scene.Kernel.DeleteServiceAsync(Make.Service.Key, CancellationToken.None);

        await scene.Has("1:1", "2:1");
    }

    [Fact]
    public async Task It_is_told_that_a_drained_server_has_no_connections_any_more_although_nothing_is_new()
    {
        await using var scene = await QuietSceneAsync();
        scene.Kernel.Connections["10.0.0.2"] = 3;
        scene.SaysOf(2, HealthResult.Drain("upgrade"));
        await scene.Has("1:1", "2:0");
        await scene.Settle();
        Assert.DoesNotContain(scene.Notices.Said, said => said.StartsWith("Drained", StringComparison.Ordinal));

        scene.Kernel.Connections["10.0.0.2"] = 0;

        await Eventually.HoldsAsync(() => scene.Notices.Said.Any(said => said.StartsWith("Drained 2", StringComparison.Ordinal)), "it is told");
    }

    [Fact]
    public async Task Checks_of_a_server_that_is_down_end_when_it_is_listed_no_more()
    {
        var ends = 0;
        await using var scene = new Scene { Ends = () => Interlocked.Increment(ref ends) };
        scene.Lists(1, 2);
        scene.SaysOf(2, HealthResult.Unhealthy("refused"));
        scene.Start();
        await scene.Has("1:1");
        await scene.Settle();

        scene.Lists(1);

        await Eventually.HoldsAsync(() => Volatile.Read(ref ends) == 1, "its check has ended");
    }

    [Fact]
    public async Task News_that_came_while_no_pass_could_be_made_are_not_lost()
    {
        await using var scene = await QuietSceneAsync();
        scene.Kernel.Answers = Task.FromException(new IpvsException("read", "it", new NetlinkException(Errno.NotPermitted, null)));
        scene.Lists(1, 2, 3);
        await scene.Reports("the kernel's table cannot be kept");

        scene.Kernel.Answers = Task.CompletedTask;

        await scene.Has("1:1", "2:1", "3:1");
        await scene.ReportsNothing();
    }

    [Fact]
    public async Task Connections_are_counted_when_somebody_asks()
    {
        await using var scene = await QuietSceneAsync();
        scene.Kernel.Connections["10.0.0.2"] = 7;

        await scene.Runner.AskAsync().WaitAsync(Eventually.Deadline);

        Assert.Equal([0u, 7u], scene.Status.Servers.Select(server => server.ActiveConnections));
    }

    [Fact]
    public async Task A_server_that_leaves_is_looked_at_although_nothing_is_new()
    {
        await using var scene = await QuietSceneAsync();
        scene.Kernel.Connections["10.0.0.2"] = 1;
        scene.Lists(1);
        await scene.Has("1:1", "2:0");

        scene.Kernel.Connections["10.0.0.2"] = 0;

        await scene.Has("1:1");
    }

    private static async Task<Scene> QuietSceneAsync()
    {
        var scene = new Scene();
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");
        await Eventually.HoldsAsync(
            async () =>
            {
                var (passes, comparisons) = (scene.Kernel.Passes, scene.Kernel.Comparisons);
                await Eventually.HoldsAsync(() => scene.Kernel.Comparisons >= comparisons + 2, "two more turns");
                return passes == scene.Kernel.Passes;
            },
            "nothing is new");
        return scene;
    }
}

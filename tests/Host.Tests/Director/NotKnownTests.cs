using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>The design's table "When something is not known", row by row.</summary>
public sealed class NotKnownTests
{
    [Fact]
    public async Task A_source_that_throws_keeps_the_last_list_and_degrades_the_status()
    {
        await using var scene = await Running(1, 2);
        scene.Source = _ => throw new IOException("the primary is gone");

        await scene.Reports("the primary is gone");
        await scene.Settle();
        await scene.Has("1:1", "2:1");

        scene.Lists(1, 2);
        await scene.ReportsNothing();
    }

    [Fact]
    public async Task A_source_that_hangs_keeps_the_last_list()
    {
        await using var scene = await Running(1, 2);
        var gate = new TaskCompletionSource<IReadOnlyList<RealServer>>();
        scene.Source = _ => new(gate.Task);

        await scene.Says("no answer within");
        await scene.Has("1:1", "2:1");
        gate.SetResult([]);
    }

    [Fact]
    public async Task A_source_that_returns_null_keeps_the_last_list()
    {
        await using var scene = await Running(1);
        scene.Source = _ => new((IReadOnlyList<RealServer>)null!);

        await scene.Reports("null");
        await scene.Has("1:1");
    }

    [Fact]
    public async Task An_empty_list_empties_the_table_when_nothing_vouches_for_the_servers()
    {
        await using var scene = await Running(new Scene { HasCheck = false }, 1, 2);

        scene.Lists();

        await scene.Has();
        await scene.Reports("no real server is left");
    }

    [Fact]
    public async Task An_empty_list_drains_servers_that_checks_vouch_for()
    {
        await using var scene = new Scene();
        scene.Kernel.Connections["10.0.0.1"] = 1;
        await Running(scene, 1, 2);

        scene.Lists();

        await scene.Has("1:0");
        scene.Kernel.Connections["10.0.0.1"] = 0;
        await scene.Has();
    }

    [Fact]
    public async Task A_check_that_throws_leaves_the_server_in_its_state_and_says_why()
    {
        await using var scene = await Running(1, 2);
        scene.Checks["node1"] = _ => throw new InvalidOperationException("wrong password");

        await scene.Reports("wrong password");
        await scene.Settle();
        await scene.Has("1:1", "2:1");
    }

    [Fact]
    public async Task An_unknown_result_leaves_an_unfit_server_out()
    {
        await using var scene = await Running(1, 2);
        scene.SaysOf(1, HealthResult.Unhealthy("refused"));
        await scene.Has("2:1");

        scene.SaysOf(1, HealthResult.Unknown("too many connections"));

        await scene.Reports("too many connections");
        await scene.Has("2:1");
    }

    [Fact]
    public async Task A_server_never_yet_known_stays_out()
    {
        await using var scene = await Running(1);
        scene.SaysOf(2, HealthResult.Unknown("cannot tell"));

        scene.Lists(1, 2);

        await scene.Reports("cannot tell");
        await scene.Has("1:1");
    }

    [Fact]
    public async Task A_check_that_is_late_again_and_again_takes_the_weight_then_the_server_and_is_not_started_twice()
    {
        await using var scene = await Running(new Scene { DoubtTimeout = Scene.Tick * 20 }, 1, 2);
        var gate = new TaskCompletionSource<HealthResult>();
        var calls = 0;
        scene.Checks["node1"] = _ =>
        {
            Interlocked.Increment(ref calls);
            return new(gate.Task);
        };

        await scene.Has("2:1");
        await scene.Says("(node1): up -> doubted");
        Assert.Equal(["edit 10.0.0.1", "delete 10.0.0.1"], scene.Kernel.Changes[^2..]);
        Assert.Equal(1, calls);

        gate.SetResult(HealthResult.Healthy());
        await scene.Has("1:1", "2:1");
    }

    [Fact]
    public async Task When_every_check_is_late_nobody_loses_weight_and_the_status_says_so()
    {
        await using var scene = await Running(new Scene { DoubtTimeout = Scene.Tick * 5 }, 1, 2);
        var gate = new TaskCompletionSource<HealthResult>();
        scene.Checks["node1"] = _ => new(gate.Task);
        scene.Checks["node2"] = _ => new(gate.Task);

        await scene.Reports("in doubt");
        await scene.Settle();
        await scene.Settle();
        Assert.DoesNotContain(scene.Kernel.Changes, change => change.StartsWith("delete", StringComparison.Ordinal));
        await scene.Has("1:1", "2:1");

        scene.SaysOf(1, HealthResult.Healthy());
        scene.SaysOf(2, HealthResult.Healthy());
        gate.SetResult(HealthResult.Healthy());
        await scene.ReportsNothing();
        await scene.Has("1:1", "2:1");
    }

    [Fact]
    public async Task A_certain_failure_removes_the_last_server_although_the_other_is_in_doubt_no_more()
    {
        await using var scene = await Running(1, 2);
        scene.SaysOf(1, HealthResult.Unhealthy("refused"));
        scene.SaysOf(2, HealthResult.Unhealthy("refused"));

        await scene.Has();
        await scene.Reports("no real server is left");
    }

    [Fact]
    public async Task One_change_that_the_kernel_refuses_does_not_keep_the_others_from_being_made()
    {
        await using var scene = await Running(1);
        scene.Kernel.Refuses = what => what == "add 10.0.0.2";

        scene.Lists(1, 2, 3);

        await scene.Has("1:1", "3:1");
        await scene.Reports("refuses");
        scene.Kernel.Refuses = _ => false;
        await scene.Has("1:1", "2:1", "3:1");
        await scene.ReportsNothing();
    }

    [Fact]
    public async Task A_table_edited_by_hand_is_put_right()
    {
        await using var scene = await Running(1, 2);
        await scene.Kernel.DeleteDestinationAsync(Make.Service.Key, Make.Destination(1).EndPoint, CancellationToken.None);
        await scene.Kernel.EditDestinationAsync(Make.Service.Key, Make.Destination(2, 50), CancellationToken.None);
        await scene.Kernel.AddDestinationAsync(Make.Service.Key, Make.Destination(9), CancellationToken.None);

        await scene.Has("1:1", "2:1");

        await scene.Kernel.DeleteServiceAsync(Make.Service.Key, CancellationToken.None);
        await scene.Has("1:1", "2:1");
    }

    [Fact]
    public async Task An_existing_table_is_adopted_and_stays_while_nothing_is_known()
    {
        await using var scene = new Scene();
        await Fill(scene.Kernel, Make.Destination(1), Make.Destination(2, 0));
        scene.Source = _ => throw new IOException("not yet");

        scene.Start();

        await scene.Reports("not yet");
        await scene.Settle();
        await scene.Has("1:1", "2:0");
    }

    [Fact]
    public async Task An_adopted_server_leaves_when_its_check_says_so()
    {
        await using var scene = new Scene();
        await Fill(scene.Kernel, Make.Destination(1), Make.Destination(2));
        scene.Lists(1, 2);
        scene.SaysOf(1, HealthResult.Unhealthy("refused"));

        scene.Start();

        await scene.Has("2:1");
    }

    [Fact]
    public async Task The_first_synchronisation_is_done_when_every_source_and_every_server_was_looked_at_once()
    {
        await using var scene = new Scene();
        var list = new TaskCompletionSource<IReadOnlyList<RealServer>>();
        var check = new TaskCompletionSource<HealthResult>();
        scene.Source = _ => new(list.Task);
        scene.Checks["node1"] = cancellationToken => new(check.Task.WaitAsync(cancellationToken));
        scene.Start();
        Assert.False(scene.Runner.FirstSync.IsCompleted);

        scene.Lists(1);
        list.SetResult([Make.Server(1)]);
        check.SetResult(HealthResult.Healthy());

        Assert.Null(await scene.Runner.FirstSync.WaitAsync(TimeSpan.FromSeconds(20)));
        await scene.Has("1:1");
    }

    [Fact]
    public async Task A_virtual_service_that_the_kernel_refuses_fails_the_first_synchronisation()
    {
        await using var scene = new Scene();
        scene.Kernel.Refuses = what => what.StartsWith("add service", StringComparison.Ordinal);
        scene.Start();

        Assert.Contains("add service", await scene.Runner.FirstSync.WaitAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_is_there_before_what_it_replaces_goes()
    {
        await using var scene = await Running(new Scene { HasCheck = false }, 1);

        scene.Lists(2);

        await scene.Has("2:1");
        Assert.Equal(["add service -t 10.0.0.100:5432", "add 10.0.0.1", "add 10.0.0.2", "delete 10.0.0.1"], scene.Kernel.Changes);
    }

    [Fact]
    public async Task What_is_known_of_a_server_outlives_a_change_of_parameters()
    {
        await using var scene = await Running(1, 2);
        scene.SaysOf(1, HealthResult.Unhealthy("refused"));
        await scene.Has("2:1");
        await scene.StopAsync();
        scene.Checks["node1"] = _ => throw new IOException("cannot tell");
        scene.Weights = new WeightRules { DefaultWeight = 4 };

        scene.Start();

        await scene.Has("2:4");
        await scene.Settle();
        await scene.Has("2:4");
        Assert.DoesNotContain("delete 10.0.0.2", scene.Kernel.Changes);
    }

    private static async Task<Scene> Running(params int[] numbers) => await Running(new Scene(), numbers);

    private static async Task<Scene> Running(Scene scene, params int[] numbers)
    {
        scene.Lists(numbers);
        scene.Start();
        await scene.Has([.. numbers.Select(number => $"{number}:1")]);
        return scene;
    }

    private static async Task Fill(RefusingTable kernel, params Destination[] destinations)
    {
        await kernel.AddServiceAsync(Make.Service, CancellationToken.None);
        foreach (var destination in destinations)
        {
            await kernel.AddDestinationAsync(Make.Service.Key, destination, CancellationToken.None);
        }
    }
}

using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Lists that stand in the parameters.</summary>
public sealed class ConstantListTests
{
    [Fact]
    public async Task The_first_pass_knows_it_and_no_second_one_is_needed()
    {
        await using var scene = Constant();
        scene.Source = _ => new([ByAddress(1), ByAddress(2)]);

        scene.Start();

        Assert.Null(await scene.Runner.FirstSync.WaitAsync(Eventually.Deadline));
        Assert.Equal(["add service -t 10.0.0.100:5432", "add 10.0.0.1", "add 10.0.0.2"], scene.Kernel.Changes);
        Assert.Equal(1, scene.Kernel.Passes);
    }

    [Fact]
    public async Task One_that_does_not_come_keeps_the_first_pass_waiting_for_a_moment_only()
    {
        await using var scene = Constant(timeout: TimeSpan.FromMinutes(1));
        var list = new TaskCompletionSource<IReadOnlyList<RealServer>>();
        scene.Source = _ => new(list.Task);

        scene.Start();

        await Eventually.HoldsAsync(() => scene.Kernel.Changes.Contains("add service -t 10.0.0.100:5432"), "the virtual service is there");
        list.SetResult([ByAddress(1)]);
        await scene.Has("1:1");
    }

    [Fact]
    public async Task What_the_parameters_say_of_addresses_is_not_kept_and_what_was_kept_before_is_forgotten()
    {
        await using var scene = Constant();
        scene.Remembered.Servers = [new RememberedServer { Candidate = Make.Candidate(9) }];
        scene.Source = _ => new([ByAddress(1)]);

        scene.Start();

        await scene.Has("1:1");
        await Eventually.HoldsAsync(() => scene.Remembered.Servers.Count == 0, "the last list is forgotten");
    }

    [Fact]
    public async Task The_addresses_of_names_are_kept()
    {
        await using var scene = Constant();
        scene.Source = _ => new([ByAddress(1), Make.Server(2)]);

        scene.Start();

        await Eventually.HoldsAsync(() => scene.Remembered.Servers.Count == 2, "both are kept");
    }

    [Fact]
    public async Task A_server_that_is_leaving_is_kept_with_the_time_since_when()
    {
        await using var scene = Constant(hasCheck: true);
        scene.Kernel.Connections["10.0.0.2"] = 1;
        scene.Source = _ => new([ByAddress(1), ByAddress(2)]);
        scene.Start();
        await scene.Has("1:1", "2:1");
        await scene.StopAsync();
        scene.Source = _ => new([ByAddress(1)]);

        scene.Start();

        await scene.Has("1:1", "2:0");
        await Eventually.HoldsAsync(
            () => scene.Remembered.Servers.Any(server => server.LeavingSince is not null), "it is kept that one is leaving");
    }

    private static RealServer ByAddress(int number) => new() { Host = $"10.0.0.{number}" };

    // Between two passes is all the time that a test takes.
    private static Scene Constant(TimeSpan? timeout = null, bool hasCheck = false) => new()
    {
        SourceTimeout = timeout ?? TimeSpan.FromSeconds(20),
        HasCheck = hasCheck,
        Adapt = definition => definition with
        {
            Sources = [definition.Sources[0] with { Defaults = new CallDefaults { IsConstant = true } }],
            SyncInterval = TimeSpan.FromMinutes(1),
        },
    };
}

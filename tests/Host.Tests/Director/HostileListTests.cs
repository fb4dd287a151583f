using System.Reflection;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>What a plugin lists is its own code, read within the bounds of its call.</summary>
public sealed class HostileListTests
{
    public static TheoryData<string> Kinds => [.. HostileLists.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Of_a_list_that_cannot_be_read_the_last_one_stays_and_the_next_good_one_is_taken(string kind) =>
        LastListStaysAsync(HostileLists.All[kind].Said, _ => new(HostileLists.All[kind].List()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Nor_can_one_that_is_given_later(string kind) => LastListStaysAsync(
        HostileLists.All[kind].Said,
        async _ =>
        {
            await Task.Yield();
            return HostileLists.All[kind].List();
        });

    [Fact]
    public async Task A_list_that_blocks_while_it_is_read_is_late_and_read_no_second_time_beside_itself()
    {
        await using var scene = await RunningAsync();
        using var gate = new ManualResetEventSlim();
        var readings = 0;
        scene.Source = _ => new(new HostileLists.Reading(() =>
        {
            Interlocked.Increment(ref readings);
            gate.Wait();
            return [];
        }));

        await scene.Says("no answer within");
        await scene.Reports("an earlier call is still running");
        await scene.Has("1:1", "2:1");
        Assert.Equal((1, 1), (readings, scene.Status.Plugins.Sum(cost => cost.LeftBehind)));

        scene.Lists(2, 3);
        gate.Set();
        await scene.Has("2:1", "3:1");
        await scene.ReportsNothing();
    }

    [Fact]
    public async Task A_list_that_the_plugin_goes_on_to_change_is_what_it_was_when_it_was_given()
    {
        await using var scene = new Scene();
        List<RealServer> servers = [Make.Server(1)];
        scene.Source = _ => new(servers);
        scene.Start();
        await scene.Has("1:1");

        var given = new TaskCompletionSource<IReadOnlyList<RealServer>>();
        scene.Source = _ => new(given.Task);
        await scene.Says("no answer within");
        servers.Clear();
        var passed = scene.Kernel.Reads;
        await Eventually.HoldsAsync(() => scene.Kernel.Reads >= passed + 3, "three more passes");
        await scene.Has("1:1");

        servers.Add(Make.Server(2));
        scene.Source = _ => new(servers);
        given.SetResult(servers);
        await scene.Has("2:1");
    }

    [Fact]
    public async Task A_server_without_labels_is_listed_without_labels()
    {
        await using var scene = await RunningAsync();
        var server = Make.Server(3);

        // The contract refuses null, which keeps nobody from having it there.
        typeof(RealServer).GetField("<Labels>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(server, null);
        Assert.Null(server.Labels);

        scene.Source = _ => new([server]);

        await scene.Has("3:1");
        await scene.ReportsNothing();
        Assert.Empty(Assert.Single(scene.Status.Servers).Labels);
    }

    [Fact]
    public async Task A_server_whose_labels_never_end_is_listed_with_some()
    {
        await using var scene = await RunningAsync();

        scene.Source = _ => new([Make.Server(3) with { Labels = new CodedLabels(SameForEver) }]);

        await scene.Has("3:1");
        await scene.ReportsNothing();
        Assert.Equal("value", Assert.Single(Assert.Single(scene.Status.Servers).Labels).Value);
    }

    private static IEnumerable<KeyValuePair<string, string>> SameForEver()
    {
        while (true)
        {
            yield return new("name", "value");
        }
    }

    private static async Task LastListStaysAsync(string said, Func<CancellationToken, ValueTask<IReadOnlyList<RealServer>>> source)
    {
        await using var scene = await RunningAsync();
        scene.Source = source;

        await scene.Reports(said);
        await scene.Settle();
        await scene.Has("1:1", "2:1");

        scene.Lists(2, 3);
        await scene.Has("2:1", "3:1");
        await scene.ReportsNothing();
    }

    private static async Task<Scene> RunningAsync()
    {
        var scene = new Scene
        {
            Adapt = definition => definition with { Discovery = definition.Discovery with { MaxServers = 100 } },
        };
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");
        return scene;
    }
}

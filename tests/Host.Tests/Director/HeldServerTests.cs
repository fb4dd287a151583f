using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Servers that are known from before keep their place, weight and name until the sources speak.</summary>
public sealed class HeldServerTests
{
    [Fact]
    public async Task A_list_that_may_not_be_all_releases_nobody_and_is_not_remembered()
    {
        await using var scene = new Scene();
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");
        await scene.CrashAsync();

        scene.IsPartial = true;
        scene.Lists(1, 3);
        scene.Start();
        await scene.Has("1:1", "2:1", "3:1");
        scene.Lists(1);
        await scene.Settle();
        await scene.Has("1:1", "2:1", "3:1");
        Assert.Equal(2, scene.Remembered.Servers.Count);

        scene.IsPartial = false;
        await scene.Has("1:1");
    }

    [Fact]
    public async Task After_a_crash_servers_keep_the_weights_they_had_until_a_source_answers()
    {
        await using var scene = new Scene { Weights = White(5, 7) };
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:5", "2:7");
        await scene.CrashAsync();
        scene.Weights = White(9, 9);
        scene.Source = _ => throw new IOException("the primary is gone");

        scene.Start();

        await scene.Reports("the primary is gone");
        await scene.Reports("the last list");
        await scene.Settle();
        await scene.Has("1:5", "2:7");
        Assert.DoesNotContain(scene.Kernel.Changes, change => change.StartsWith("edit 10", StringComparison.Ordinal));

        scene.Lists(1, 2);
        await scene.Has("1:9", "2:9");
        await scene.ReportsNothing();
    }

    [Fact]
    public async Task After_a_crash_checks_go_by_the_name_that_was_known_before()
    {
        await using var scene = new Scene();
        scene.Lists(1);
        scene.Start();
        await scene.Has("1:1");
        await scene.CrashAsync();
        scene.CheckedHosts.Clear();
        scene.Source = _ => throw new IOException("the primary is gone");

        scene.Start();

        await Eventually.HoldsAsync(() => !scene.CheckedHosts.IsEmpty, "a check");
        await scene.Settle();
        Assert.Equal(["node1"], scene.CheckedHosts.Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_crash_or_a_change_of_parameters_a_name_that_does_not_resolve_keeps_the_address_that_was_known_before(bool isCrash)
    {
        // Nothing resolves it: the address is the source's at first.
        const string Host = "gone.invalid";
        await using var scene = new Scene { HasCheck = false };
        scene.Source = _ => new([Make.Server(1) with { Host = Host }, Make.Server(2)]);
        scene.Start();
        await scene.Has("1:1", "2:1");
        await (isCrash ? scene.CrashAsync() : scene.StopAsync());

        scene.Source = _ => new([new RealServer { Host = Host }, new RealServer { Host = "never.invalid" }, Make.Server(2)]);
        scene.Start();

        await scene.Reports($"{Host} keeps its last address: its name d");
        await scene.Reports("never.invalid is left out: its name d");
        await scene.Settle();
        await scene.Has("1:1", "2:1");
        Assert.DoesNotContain(scene.Kernel.Changes, change => change.StartsWith("delete", StringComparison.Ordinal));

        scene.Lists(1, 2);
        await scene.ReportsNothing();
    }

    [Fact]
    public async Task A_server_in_the_table_that_nobody_ever_named_is_not_checked_under_its_address()
    {
        await using var scene = new Scene();
        await scene.Kernel.AddServiceAsync(Make.Service, CancellationToken.None);
        await scene.Kernel.AddDestinationAsync(Make.Service.Key, Make.Destination(1, 7), CancellationToken.None);
        scene.Source = _ => throw new IOException("the primary is gone");
        scene.SaysOf(1, HealthResult.Unhealthy("this name is not known to me"));

        scene.Start();

        await scene.Reports("the primary is gone");
        await scene.Settle();
        await scene.Has("1:7");
        Assert.Empty(scene.CheckedHosts);

        scene.Lists(1);
        await scene.Has();
        Assert.Equal(["node1"], scene.CheckedHosts.Distinct());
    }

    [Fact]
    public async Task A_change_of_parameters_does_not_bring_a_leaving_server_back_while_the_source_cannot_say()
    {
        await using var scene = await WithLeavingServerAsync();
        await scene.StopAsync();
        scene.Source = _ => throw new IOException("the primary is gone");

        scene.Start();

        await scene.Reports("the primary is gone");
        await scene.Settle();
        await scene.Has("1:0", "2:1");
        Assert.Equal(ServerState.Leaving, scene.Status.Servers.Single(server => server.Host == "node1").State);
    }

    [Fact]
    public async Task A_leaving_server_goes_on_leaving_after_a_crash()
    {
        await using var scene = await WithLeavingServerAsync();
        await Eventually.HoldsAsync(() => scene.Remembered.Servers.Any(server => server.LeavingSince is not null), "it is remembered");
        await scene.CrashAsync();
        scene.Source = _ => throw new IOException("the primary is gone");

        scene.Start();

        await scene.Reports("the primary is gone");
        await scene.Has("1:0", "2:1");
        Assert.Equal(ServerState.Leaving, scene.Status.Servers.Single(server => server.Host == "node1").State);
    }

    [Fact]
    public async Task A_fresh_director_uses_the_last_list_when_no_source_can_say_what_it_is_now()
    {
        await using var scene = new Scene();
        scene.Remembered.Servers =
        [
            new RememberedServer { Candidate = Make.Candidate(1) }, new RememberedServer { Candidate = Make.Candidate(2, weight: 4) },
        ];
        scene.SaysOf(1, HealthResult.Unhealthy("refused"));
        scene.Source = _ => throw new IOException("the primary is gone");

        scene.Start();

        await scene.Has("2:4");
        await scene.Reports("the last list");
    }

    [Fact]
    public async Task The_last_list_is_of_no_use_once_a_source_has_spoken()
    {
        await using var scene = new Scene { SourceTimeout = TimeSpan.FromMinutes(1) };
        scene.Remembered.Servers = [new RememberedServer { Candidate = Make.Candidate(9) }];
        scene.Lists(1);

        scene.Start();

        await scene.Has("1:1");
        Assert.DoesNotContain("add 10.0.0.9", scene.Kernel.Changes);
        await Eventually.HoldsAsync(() => scene.Remembered.Servers.Single().Candidate.Host == "node1", "the new list is remembered");
    }

    // Of node1 and node2 the first is not listed any more, and drains.
    private static async Task<Scene> WithLeavingServerAsync()
    {
        var scene = new Scene { DrainTimeout = TimeSpan.FromMinutes(10) };
        scene.Kernel.Connections["10.0.0.1"] = 1;
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");
        scene.Lists(2);
        await scene.Has("1:0", "2:1");
        return scene;
    }

    private static WeightRules White(params int[] weights) => new()
    {
        DefaultWeight = 0,
        Hosts = [.. weights.Select((weight, index) => new WeightedHost { Host = $"node{index + 1}", Weight = weight })],
    };
}

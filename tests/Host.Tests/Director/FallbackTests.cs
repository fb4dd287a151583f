using LvsPluggable.Host.Director;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class FallbackTests
{
    [Fact]
    public async Task The_fallback_server_is_there_while_no_real_server_is_fit_and_nobody_checks_it()
    {
        await using var scene = new Scene { Fallback = Make.Server(9) };
        scene.Lists(1);
        scene.Start();
        await scene.Has("1:1");

        scene.SaysOf(1, HealthResult.Unhealthy("no"));
        await scene.Has("9:1");
        await scene.Reports("node9 serves in their place");

        scene.SaysOf(1, HealthResult.Healthy());
        await scene.Has("1:1");
        await scene.ReportsNothing();
        Assert.DoesNotContain("node9", scene.CheckedHosts);
    }

    [Fact]
    public async Task A_host_that_finds_it_in_the_table_keeps_it_there_as_what_it_is()
    {
        await using var scene = new Scene { Fallback = Make.Server(9), HasCheck = false };
        scene.Start();
        await scene.Has("9:1");
        await scene.CrashAsync();

        scene.Start();

        await scene.Settle();
        await scene.Has("9:1");
        scene.Lists(1);
        await scene.Has("1:1");
    }

    [Fact]
    public async Task It_serves_below_the_quorum_and_those_that_are_fit_have_their_weights_back_above_it()
    {
        await using var scene = new Scene
        {
            Fallback = Make.Server(9),
            Quorum = new QuorumSettings { Quorum = 2, Action = QuorumAction.Fallback },
        };
        scene.Lists(1, 2);
        scene.Start();
        await scene.Has("1:1", "2:1");

        scene.SaysOf(2, HealthResult.Unhealthy("no"));
        await scene.Has("1:0", "9:1");
        await scene.Reports("add up to 1 of 2; node9 serves in their place");

        // A change of parameters does not take the quiesced weight for the server's own.
        await scene.StopAsync();
        scene.Quorum = null;
        scene.Source = _ => throw new InvalidOperationException("away");
        scene.Start();
        await scene.Has("1:1");
    }

    [Fact]
    public async Task A_server_that_comes_to_be_listed_is_a_real_one()
    {
        await using var scene = new Scene { Fallback = Make.Server(9) };
        scene.Start();
        await scene.Has("9:1");

        scene.Lists(9);

        await scene.ReportsNothing();
        await scene.Has("9:1");
        Assert.Contains("node9", scene.CheckedHosts);
    }
}

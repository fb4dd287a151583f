using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class ForwardingTests
{
    [Fact]
    public async Task A_server_that_is_reached_in_its_own_way_keeps_it_beside_the_others()
    {
        await using var scene = new Scene { Destinations = new DestinationRules { Method = ForwardMethod.Nat } };
        scene.Source = _ => new([Make.Server(1), Make.Server(2) with { ForwardMethod = ForwardMethod.Tunnel }]);
        scene.Start();

        await scene.Has("1:1", "2:1");
        Assert.Equal([ForwardingMethod.Masquerade, ForwardingMethod.Tunnel], await Methods(scene));
    }

    [Fact]
    public async Task Another_method_after_a_change_of_parameters_is_an_edit()
    {
        await using var scene = new Scene();
        scene.Lists(1);
        scene.Start();
        await scene.Has("1:1");
        await scene.StopAsync();

        scene.Destinations = new DestinationRules { Method = ForwardMethod.Nat };
        scene.Start();

        await Eventually.HoldsAsync(() => scene.Kernel.Changes.Contains("edit 10.0.0.1"), "the edit");
        Assert.Equal([ForwardingMethod.Masquerade], await Methods(scene));
        Assert.DoesNotContain("delete 10.0.0.1", scene.Kernel.Changes);
    }

    [Fact]
    public async Task A_server_that_is_held_is_reached_as_the_kernels_table_says()
    {
        await using var scene = new Scene();
        await scene.Kernel.AddServiceAsync(Make.Service, CancellationToken.None);
        await scene.Kernel.AddDestinationAsync(
            Make.Service.Key, Make.Destination(1, 3) with { Method = ForwardingMethod.Masquerade }, CancellationToken.None);
        scene.Source = _ => throw new InvalidOperationException("away");
        scene.Start();

        await scene.Settle();
        await scene.Has("1:3");
        Assert.Equal([ForwardingMethod.Masquerade], await Methods(scene));
    }

    [Fact]
    public async Task Connections_are_bounded_on_a_live_service()
    {
        await using var scene = new Scene();
        scene.Source = _ => new([Make.Server(1), Make.Server(2) with { UpperThreshold = 7 }]);
        scene.Start();
        await scene.Has("1:1", "2:1");
        await scene.StopAsync();

        scene.Destinations = new DestinationRules { UpperThreshold = 100, LowerThreshold = 50 };
        scene.Start();

        await Eventually.HoldsAsync(() => scene.Kernel.Changes.Contains("edit 10.0.0.1"), "the edit");
        Assert.Equal(
            ["-g -w 1 -x 100 -y 50", "-g -w 1 -x 7"],
            (await scene.Kernel.GetDestinationsAsync(Make.Service.Key, CancellationToken.None))
                .Select(state => state.Destination).OrderBy(server => server.EndPoint.ToString(), StringComparer.Ordinal).Select(server => server.ToOptions()));
        Assert.DoesNotContain("edit 10.0.0.2", scene.Kernel.Changes);
    }

    private static async Task<IEnumerable<ForwardingMethod>> Methods(Scene scene) =>
        (await scene.Kernel.GetDestinationsAsync(Make.Service.Key, CancellationToken.None))
            .OrderBy(state => state.Destination.EndPoint.ToString(), StringComparer.Ordinal).Select(state => state.Destination.Method);
}

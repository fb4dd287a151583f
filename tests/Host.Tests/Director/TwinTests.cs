using System.Net;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Virtual services of several ports with the same real servers.</summary>
public sealed class TwinTests
{
    private static readonly VirtualService Twin = On(6432);

    [Fact]
    public async Task Each_port_has_the_same_real_servers_on_that_port_and_they_are_checked_once()
    {
        await using var scene = NewScene();
        scene.Lists(1, 2);
        scene.SaysOf(2, HealthResult.Drain("asked for"));
        scene.Start();

        await scene.Has("1:1", "2:0");
        await TwinHas(scene, "10.0.0.1:6432 1", "10.0.0.2:6432 0");
        Assert.Equal(["node1", "node2"], scene.CheckedHosts.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["-A -t 10.0.0.100:5432 -s rr", "-A -t 10.0.0.100:6432 -s rr"],
            scene.Status.Table.Where(line => line.StartsWith("-A", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("10.0.0.1:5432")]
    [InlineData("10.0.0.1:6432")]
    public async Task A_server_leaves_when_its_last_connection_on_any_port_has_ended(string place)
    {
        await using var scene = NewScene();
        scene.Lists(1, 2);
        scene.Kernel.Connections[place] = 1;
        scene.Start();
        await scene.Has("1:1", "2:1");

        scene.Lists(2);
        await scene.Has("1:0", "2:1");
        await scene.Settle();
        await TwinHas(scene, "10.0.0.1:6432 0", "10.0.0.2:6432 1");

        scene.Kernel.Connections[place] = 0;
        await scene.Has("2:1");
        await TwinHas(scene, "10.0.0.2:6432 1");
    }

    [Fact]
    public async Task One_that_the_kernel_refuses_is_said_and_keeps_the_other_from_nothing()
    {
        await using var scene = NewScene();
        scene.Lists(1);
        scene.Kernel.Refuses = what => what == $"add service {Twin.Key}";
        scene.Start();

        await scene.Has("1:1");
        await scene.Reports($"the kernel refuses to add service -A {Twin.Key} -s rr");
    }

    [Fact]
    public async Task What_only_one_of_them_has_in_the_kernels_table_is_adopted_by_both()
    {
        await using var scene = NewScene();
        await scene.Kernel.AddServiceAsync(Twin, CancellationToken.None);
        await scene.Kernel.AddDestinationAsync(
            Twin.Key, Make.Destination(1, 3) with { EndPoint = new IPEndPoint(Make.EndPoint(1).Address, 6432) }, CancellationToken.None);
        scene.Source = _ => throw new InvalidOperationException("away");
        scene.Start();

        await scene.Has("1:3");
        await TwinHas(scene, "10.0.0.1:6432 3");
    }

    [Fact]
    public async Task Of_ports_that_change_those_that_stay_are_not_touched()
    {
        var kernel = new RefusingTable();
        IReadOnlyList<ServiceKey> owned = [];
        using var threads = new HostThreads();
        var director = new TableDirector(
            kernel, new NoServerMemory(), new NoNeighbours(), threads, null, keys => owned = keys, TimeProvider.System, NullLoggerFactory.Instance);
        await ApplyAsync(5432, 6432);
        kernel.Changes.Clear();

        await ApplyAsync(6432, 7432);

        Assert.Equal(["add service -t 10.0.0.100:7432", "add 10.0.0.1", "delete service -t 10.0.0.100:5432"], kernel.Changes);
        Assert.Equal([6432, 7432], owned.Select(key => key.Port).Order());
        await director.StopAsync(() => true, CancellationToken.None);
        Assert.Empty(await kernel.GetServicesAsync(CancellationToken.None));

        async Task ApplyAsync(params int[] ports) => Assert.Null(await director.ApplyAsync(
            new DirectorPlan
            {
                Services =
                [
                    new ServiceDefinition
                    {
                        Services = [.. ports.Select(On)],
                        Sources = [new SourceRegistration("list", () => new FixedSource(Make.Server(1)))],
                        Checks = [],
                        Discovery = new DiscoverySettings { Reach = new ReachRules { Port = ports[0], HasSeveralPorts = true } },
                    },
                ],
            },
            [],
            Eventually.Deadline,
            CancellationToken.None));
    }

    private static VirtualService On(int port) =>
        Make.Service with { Key = ServiceKey.ForAddress(TransportProtocol.Tcp, Make.Service.Key.Address!, port) };

    private static Scene NewScene() => new() { Adapt = definition => definition with { Services = [definition.Service, Twin] } };

    private static Task TwinHas(Scene scene, params string[] servers) => Eventually.EqualAsync(
        string.Join(", ", servers),
        async () => string.Join(", ", (await scene.Kernel.GetDestinationsAsync(Twin.Key, CancellationToken.None))
            .Select(state => $"{state.Destination.EndPoint} {state.Destination.Weight}").Order(StringComparer.Ordinal)),
        "the table of the other port");
}

using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Tests.Director;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class OrderBookTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-orders-").FullName;
    private readonly RefusingTable _kernel = new();
    private TableDirector _director;

    public OrderBookTests() => _director = NewDirector();

    private string Folder => Path.Combine(_root, "memory");

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await _director.StopAsync(() => false, CancellationToken.None);
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void An_order_is_in_the_table_when_it_is_answered_and_so_is_its_end()
    {
        var book = Book();

        var answer = book.Take(Drain("NODE1"), CancellationToken.None);
        Assert.Equal((null, "NODE1 gets no new connections: 10.0.0.1:5432"), (answer.Problem, answer.Said));
        Assert.Equal(["1:0", "2:1"], _kernel.Snapshot());

        Assert.Null(book.Take(Weight("10.0.0.2", 9), CancellationToken.None).Problem);
        Assert.Equal(["1:0", "2:9"], _kernel.Snapshot());

        Assert.Null(book.Take(Drain("10.0.0.1:5432") with { IsTakenBack = true }, CancellationToken.None).Problem);
        Assert.Null(book.Take(Weight("node2") with { IsTakenBack = true }, CancellationToken.None).Problem);
        Assert.Equal(["1:1", "2:1"], _kernel.Snapshot());
        Assert.Empty(_director.Orders.All);
    }

    [Fact]
    public void An_order_for_nobody_is_refused_with_those_there_are()
    {
        var answer = Book().Take(Drain("node9\u001b[31m"), CancellationToken.None);

        Assert.True(answer.IsUnknownServer);
        Assert.EndsWith("is no real server here; there are node1, node2", answer.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', answer.Problem!);
        Assert.Null(answer.Said);
    }

    [Fact]
    public async Task Orders_outlive_the_host_and_are_in_the_first_table_of_the_next_one()
    {
        Book().Take(Drain("node1"), CancellationToken.None);
        Book().Take(Weight("node2", 9), CancellationToken.None);
        await _director.StopAsync(() => true, CancellationToken.None);
        _kernel.Changes.Clear();

        _director = NewDirector();
        Book().Recall();
        await StartAsync();

        Assert.Equal(["1:0", "2:9"], _kernel.Snapshot());
        Assert.DoesNotContain(_kernel.Changes, change => change.StartsWith("edit", StringComparison.Ordinal));
        Assert.Equal(["alice", "alice"], _director.Orders.All.Select(order => order.By));
    }

    [Fact]
    public void A_file_that_is_not_understood_drains_nobody()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "lvs.orders.json"), "[{]");

        Book().Recall();

        Assert.Empty(_director.Orders.All);
    }

    [Fact]
    public void An_order_that_cannot_be_kept_is_in_force_and_says_so()
    {
        File.WriteAllText(Folder, "a file where a folder should be");

        var answer = Book().Take(Drain("node1"), CancellationToken.None);

        Assert.Contains("it is in force until the host ends", answer.Problem, StringComparison.Ordinal);
        Assert.NotNull(answer.Said);
        Assert.Equal(["1:0", "2:1"], _kernel.Snapshot());
    }

    private static OrderRequest Drain(string server) => new() { Kind = OrderKind.Drain, Server = server, By = "alice" };

    private static OrderRequest Weight(string server, int? weight = null) =>
        new() { Kind = OrderKind.Weight, Server = server, Weight = weight, By = "alice" };

    private OrderBook Book() => new(_director, new OrderFile(Folder, "lvs"), NoNotices.Instance, TimeProvider.System, NullLogger.Instance);

    private TableDirector NewDirector() => new(
        _kernel, new NoServerMemory(), new NoNeighbours(), new HostThreads(), null, _ => { }, HostTime.Instance, NullLoggerFactory.Instance);

    private async Task StartAsync()
    {
        var plan = new DirectorPlan
        {
            ManageKernelSettings = false,
            Services =
            [
                new ServiceDefinition
                {
                    Services = [Make.Service],
                    Sources = [new SourceRegistration("list", () => new Two())],
                    Checks = [],
                    Discovery = new DiscoverySettings { Reach = new ReachRules { Port = 5432 } },
                },
            ],
        };
        Assert.Null(await _director.ApplyAsync(plan, [], Eventually.Deadline, CancellationToken.None));
    }

    private sealed class Two : IRealServerSource
    {
        public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) =>
            new([Make.Server(1), Make.Server(2)]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Net;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Director;

public sealed class TableDirectorTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RefusingTable _kernel = new();
    private readonly List<string> _owned = [];
    private readonly TableDirector _director;

    public TableDirectorTests() => _director = new TableDirector(
        _kernel,
        new NoServerMemory(),
        new NoNeighbours(),
        new HostThreads(),
        null,
        keys =>
        {
            _owned.Clear();
            _owned.AddRange(keys.Select(key => key.ToString()));
            _kernel.Changes.Add($"own {string.Join(' ', keys.Select(key => key.Port))}");
        },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    public async ValueTask DisposeAsync() => await _director.StopAsync(() => false, CancellationToken.None);

    [Fact]
    public async Task Several_services_are_kept_side_by_side()
    {
        Assert.Null(await Apply(80, 443));

        Assert.Equal(
            ["-t 10.0.0.100:443", "-t 10.0.0.100:80"],
            (await _kernel.GetServicesAsync(CancellationToken.None)).Select(service => $"{service.Key}").Order(StringComparer.Ordinal));
        Assert.Equal(2, _director.Running.Statuses.Count(service => service.IsReady));
    }

    [Fact]
    public async Task A_service_is_owned_before_it_is_added_and_until_it_is_removed()
    {
        await Apply(80);
        await Apply(443);

        Assert.Equal(
            [
                "own 80", "add service -t 10.0.0.100:80", "add 10.0.0.1", "own 80",
                "own 80 443", "add service -t 10.0.0.100:443", "add 10.0.0.1", "delete service -t 10.0.0.100:80", "own 443",
            ],
            _kernel.Changes);
    }

    [Fact]
    public async Task A_service_that_stays_is_not_touched()
    {
        await Apply(80);
        _kernel.Changes.Clear();

        await Apply(80);

        Assert.DoesNotContain(_kernel.Changes, change => change.Contains("service", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_made_from_the_same_goes_on_while_others_are_made_anew()
    {
        Assert.Null(await ApplyFromAsync("a", "b"));
        var made = OneServer.Made;

        Assert.Null(await ApplyFromAsync("a", "c"));

        Assert.Equal(made + 1, OneServer.Made);
        Assert.Equal(2, _director.Running.Statuses.Count(service => service.IsReady));

        Task<string?> ApplyFromAsync(params string[] origins)
        {
            var plan = Plan(80, 443);
            return _director.ApplyAsync(
                plan with { Services = [.. plan.Services.Zip(origins, (service, origin) => service with { Origin = origin })] },
                [],
                Patience,
                CancellationToken.None);
        }
    }

    [Fact]
    public async Task While_the_kernel_refuses_a_new_service_the_former_one_goes_on_and_can_be_had_back()
    {
        await Apply(80);
        _kernel.Refuses = what => what == "add service -t 10.0.0.100:443";

        Assert.NotNull(await Apply(443));
        Assert.DoesNotContain("delete service -t 10.0.0.100:80", _kernel.Changes);

        Assert.Null(await Apply(80));
        Assert.Equal(["-t 10.0.0.100:80"], _owned);
        Assert.DoesNotContain("delete service -t 10.0.0.100:80", _kernel.Changes);
    }

    [Fact]
    public async Task Services_left_behind_by_a_host_that_was_killed_are_removed_unless_they_are_wanted()
    {
        await _director.ApplyAsync(Plan(80), [Key(80), Key(443)], Patience, CancellationToken.None);

        Assert.Contains("delete service -t 10.0.0.100:443", _kernel.Changes);
        Assert.DoesNotContain("delete service -t 10.0.0.100:80", _kernel.Changes);
        Assert.Equal(["-t 10.0.0.100:80"], _owned);
    }

    [Fact]
    public async Task Stopping_removes_every_service_and_what_cannot_be_removed_stays_owned()
    {
        await Apply(80, 443);
        _kernel.Refuses = what => what == "delete service -t 10.0.0.100:443";

        await _director.StopAsync(() => true, CancellationToken.None);

        Assert.Contains("delete service -t 10.0.0.100:80", _kernel.Changes);
        Assert.Equal(["-t 10.0.0.100:443"], _owned);
    }

    [Fact]
    public async Task Who_is_asked_to_remove_services_while_leaving_them_to_another_host_removes_them()
    {
        await Apply(80);
        var questions = 0;

        Assert.True(await _director.StopAsync(() => ++questions > 1, CancellationToken.None));

        Assert.Contains("delete service -t 10.0.0.100:80", _kernel.Changes);
        Assert.Empty(_owned);
    }

    [Fact]
    public async Task A_reload_of_a_thousand_services_of_which_one_has_changed_asks_the_kernel_for_one_change_and_leaves_the_others_alone()
    {
        int[] ports = [.. Enumerable.Range(1, 1000)];
        Assert.Null(await _director.ApplyAsync(Weighted(ports, changed: 0), [], Patience, CancellationToken.None));

        // When the source has answered; before, one look at the whole table has said that none of them is there.
        Assert.InRange(_kernel.Reads, 0, ports.Length);
        _kernel.Changes.RemoveAll(change => !change.StartsWith("own ", StringComparison.Ordinal));
        var (reads, made) = (_kernel.Reads, OneServer.Made);

        Assert.Null(await _director.ApplyAsync(Weighted(ports, changed: 500), [], Patience, CancellationToken.None));

        Assert.Equal(["edit 10.0.0.1"], _kernel.Changes.Where(change => !change.StartsWith("own ", StringComparison.Ordinal)));
        Assert.Equal(1, OneServer.Made - made);
        Assert.InRange(_kernel.Reads - reads, 1, 5);
    }

    private static DirectorPlan Weighted(int[] ports, int changed)
    {
        var plan = Plan(ports);
        return plan with
        {
            SyncInterval = TimeSpan.FromMinutes(10),
            Services =
            [
                .. plan.Services.Zip(ports).Select(pair => pair.First with
                {
                    SyncInterval = TimeSpan.FromMinutes(10),
                    Origin = $"{pair.Second} {pair.Second == changed}",
                    Weights = new WeightRules { DefaultWeight = pair.Second == changed ? 7 : 1 },
                }),
            ],
        };
    }

    private static ServiceKey Key(int port) => ServiceKey.ForAddress(TransportProtocol.Tcp, IPAddress.Parse("10.0.0.100"), port);

    private static DirectorPlan Plan(params int[] ports) => new()
    {
        Services = [.. ports.Select(port => new ServiceDefinition
        {
            Services = [Make.Service with { Key = Key(port) }],
            Sources = [new SourceRegistration("list", () => new OneServer())],
            Checks = [],
            Discovery = new DiscoverySettings { Reach = new ReachRules { Port = port } },
        })],
    };

    private Task<string?> Apply(params int[] ports) => _director.ApplyAsync(Plan(ports), [], Patience, CancellationToken.None);

    private sealed class OneServer : IRealServerSource
    {
        private static int _made;

        public OneServer() => Interlocked.Increment(ref _made);

        public static int Made => Volatile.Read(ref _made);

        public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => new([Make.Server(1)]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

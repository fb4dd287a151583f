using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>A change of parameters takes what is known to the runner that follows.</summary>
public sealed class ReloadTests : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _time = new();
    private readonly RefusingTable _kernel = new();
    private readonly HostThreads _threads = new();
    private readonly TableDirector _director;
    private volatile RealServer[] _listed = [Make.Server(1), Make.Server(2)];

    public ReloadTests() => _director = new TableDirector(
        _kernel, new NoServerMemory(), new NoNeighbours(), _threads, null, _ => { }, _time, NullLoggerFactory.Instance);

    public async ValueTask DisposeAsync()
    {
        await _director.StopAsync(() => false, CancellationToken.None);
        _threads.Dispose();
    }

    [Fact]
    public async Task The_time_of_a_server_that_leaves_runs_on_over_a_change_of_parameters()
    {
        _kernel.Connections["10.0.0.1"] = 1;
        await ApplyAsync(defaultWeight: 1);
        await HasAsync("1:1", "2:1");
        _listed = [Make.Server(2)];
        await HasAsync("1:0", "2:1");
        var left = _time.GetTimestamp();

        _time.Advance(DrainTimeout / 2);
        await ApplyAsync(defaultWeight: 4);
        await HasAsync("1:0", "2:4");
        Assert.Equal(ServerState.Leaving, _director.Running.Statuses[0].Servers.Single(server => server.Host == "node1").State);

        // It was found to leave a pass before that could be seen.
        await Eventually.HoldsAsync(
            () => _time.GetElapsedTime(left) > DrainTimeout * 0.9 || !Advance(DrainTimeout / 100), "most of its time is over");
        Assert.Equal(["1:0", "2:4"], _kernel.Snapshot());
        await HasAsync("2:4");
        Assert.InRange(_time.GetElapsedTime(left), DrainTimeout * 0.9, DrainTimeout * 1.4);
    }

    // Waits until the table holds exactly these servers, while time passes.
    private Task HasAsync(params string[] servers) => Eventually.MeetsAsync(
        table => table == string.Join(' ', servers),
        () =>
        {
            var table = string.Join(' ', _kernel.Snapshot());
            if (table != string.Join(' ', servers))
            {
                Advance(TimeSpan.FromMilliseconds(500));
            }

            return Task.FromResult(table);
        },
        string.Join(' ', servers));

    private async Task ApplyAsync(int defaultWeight)
    {
        var applied = _director.ApplyAsync(Plan(defaultWeight), [], Long, CancellationToken.None);
        await Eventually.HoldsAsync(() => applied.IsCompleted || !Advance(), "the first synchronisation");
        Assert.Null(await applied);
    }

    private bool Advance(TimeSpan? step = null)
    {
        _time.Advance(step ?? TimeSpan.FromMilliseconds(100));
        return true;
    }

    private DirectorPlan Plan(int defaultWeight) => new()
    {
        Services =
        [
            new ServiceDefinition
            {
                Services = [Make.Service],
                Sources = [new SourceRegistration("list", () => new Source(this))],
                Checks = [CodedCheck.Of("plugin", "check", _ => new(HealthResult.Healthy()))],
                Discovery = new DiscoverySettings { Reach = new ReachRules { Port = 5432 }, Timeout = Long },
                Checking = new CheckSettings { Timeout = Long },
                Weights = new WeightRules { DefaultWeight = defaultWeight },
                DrainTimeout = DrainTimeout,
            },
        ],
    };

    private sealed class Source(ReloadTests test) : IRealServerSource
    {
        public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => new(test._listed);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Tests.Lab;
using Npgsql;

namespace LvsPluggable.Postgres.Tests.Connections;

/// <summary>Connections that were being opened when whoever asked for them gave up.</summary>
[Collection(PostgresCollection.Name)]
public sealed class AbandonedOpeningTests(ReplicationFixture servers)
{
    private const int Places = 2;

    [SkippableFact]
    public async Task One_that_is_there_before_the_caller_has_noticed_that_it_gave_up_is_had_by_the_next_one()
    {
        await servers.LendAsync();
        using var gate = new ManualResetEventSlim();
        using var patience = new CancellationTokenSource();
        await using var server = NewServer(gate);
        var busy = new BusyContext();
        var opening = busy.Begin(() => server.OpenAsync(null, patience.Token));
        await patience.CancelAsync();
        gate.Set();
        await Attempt(server);
        busy.RunAll();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);

        var session = await server.OpenAsync(null, CancellationToken.None);

        Assert.Equal(1, OpenConnections.To(servers.Standby1));
        await session.LetGo();
    }

    [SkippableFact]
    public async Task Those_of_a_search_that_is_given_up_while_it_waits_for_others_are_closed()
    {
        await servers.StartAsync();
        await using var source = new TestBuilder((
            "postgres_source",
            $"host={servers.Primary.Address},{servers.Standby2.Address} port={servers.Port} dbname=postgres user=lvsdr sslmode=disable")).Configure().Source!();
        servers.Standby2.SignalAll(Signal.Stop);
        for (var call = 0; call <= Places; call++)
        {
            using var patience = new CancellationTokenSource();
            var asking = source.GetRealServersAsync(patience.Token).AsTask();
            await Eventually.HoldsAsync(async () => asking.IsCompleted || await IsAskedAsync(), "the primary is asked");
            await patience.CancelAsync();
            await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Eventually.HoldsAsync(async () => asking.IsCompletedSuccessfully || !await IsAskedAsync(), "its connection is closed");
        }

        servers.Standby2.SignalAll(Signal.Continue);
        Assert.Equal(2, (await source.GetRealServersAsync(CancellationToken.None)).Count);
    }

    // Whether a connection of the source has been answered.
    private async Task<bool> IsAskedAsync() =>
        await servers.Primary.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lvsdr' AND state = 'idle'") > 0;

    private Server NewServer(ManualResetEventSlim gate) => new(
        "standby",
        IPAddress.Parse(servers.Standby1.Address),
        servers.Port,
        "standby",
        () =>
        {
            gate.Wait();
            return NpgsqlDataSource.Create(
                $"Host={servers.Standby1.Address};Port={servers.Port};Database=postgres;Username=lvsdr;SSL Mode=Disable;Pooling=false");
        },
        new ConnectionSlots(Places),
        TimeProvider.System);

    private static Task Attempt(Server server) =>
        (Task)typeof(Server).GetField("_opening", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(server)!;

    /// <summary>Threads that are all busy: nothing goes on before the test lets it.</summary>
    private sealed class BusyContext : SynchronizationContext
    {
        private readonly ConcurrentQueue<Action> _waiting = new();

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue(() => d(state));

        public T Begin<T>(Func<T> begin)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return begin();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public void RunAll()
        {
            Assert.NotEmpty(_waiting);
            while (_waiting.TryDequeue(out var next))
            {
                next();
            }
        }
    }
}

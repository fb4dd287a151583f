using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests.Check;

/// <summary>Standbys that are behind, on real replication.</summary>
[Collection(PostgresCollection.Name)]
public sealed class LagTests(ReplicationFixture servers)
{
    private const int Megabyte = 1 << 20;

    [SkippableFact]
    public async Task Behind_by_too_many_bytes_a_standby_drains_and_comes_back_when_it_has_caught_up()
    {
        await servers.StartAsync();
        var builder = Builder(("postgres_max_lag_bytes", $"{4 * Megabyte}"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var check = builder.CheckOf(servers.Standby1);
        await using var other = builder.CheckOf(servers.Standby2);
        await check.IsHealthyAsync();

        await servers.Standby1.ExecuteAsync("SELECT pg_wal_replay_pause()");
        await WriteAsync(3 * Megabyte);
        await source.NextAsync();
        await check.IsHealthyAsync();
        await WriteAsync(2 * Megabyte);
        await source.NextAsync();
        var result = await check.AskAsync();
        Assert.Equal(HealthStatus.Drain, result.Status);
        Assert.Contains("MiB behind, of 4 MiB allowed; its replay is paused", result.Reason, StringComparison.Ordinal);
        Assert.InRange(Lag(check), 4 * Megabyte, 100 * Megabyte);
        await other.IsHealthyAsync();

        await servers.Standby1.ExecuteAsync("SELECT pg_wal_replay_resume()");
        await servers.CatchUpAsync(servers.Standby1);
        await check.IsHealthyAsync();
        Assert.InRange(Lag(check), 0, Megabyte);

        static double Lag(IHealthCheck check) => ((IMeasuring)check).Measurements.Single(one => one.Name == "postgres_replication_lag_bytes").Value;
    }

    [SkippableFact]
    public async Task Between_half_of_the_limit_and_the_limit_a_standby_stays_as_it_was()
    {
        await servers.StartAsync();
        var builder = Builder(("postgres_max_lag_bytes", $"{4 * Megabyte}"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var was = builder.CheckOf(servers.Standby1);
        await using var wasNot = builder.CheckOf(servers.Standby1);
        await was.IsHealthyAsync();
        await servers.Standby1.ExecuteAsync("SELECT pg_wal_replay_pause()");
        await WriteAsync(5 * Megabyte);
        await source.NextAsync();
        Assert.Equal(HealthStatus.Drain, (await was.AskAsync()).Status);

        await servers.Standby1.ExecuteAsync("SELECT pg_wal_replay_resume()");
        await servers.CatchUpAsync(servers.Standby1);
        await servers.Standby1.ExecuteAsync("SELECT pg_wal_replay_pause()");
        await WriteAsync(3 * Megabyte);
        await source.NextAsync();

        Assert.Equal(HealthStatus.Drain, (await was.AskAsync()).Status);
        await wasNot.IsHealthyAsync();
    }

    [SkippableFact]
    public async Task Behind_by_too_much_time_a_standby_drains_and_an_idle_primary_makes_nobody_late()
    {
        await servers.StartAsync();
        var builder = Builder(("postgres_max_lag", "1s"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var check = builder.CheckOf(servers.Standby1);
        await using var other = builder.CheckOf(servers.Standby2);
        await servers.CatchUpAsync(servers.Standby1, servers.Standby2);
        await check.IsHealthyAsync();
        await other.IsHealthyAsync();

        await servers.Standby1.ExecuteAsync("SELECT pg_wal_replay_pause()");
        using var over = new CancellationTokenSource();
        var load = LoadAsync(over.Token);
        var result = await Eventually.MeetsAsync(result => result.Status == HealthStatus.Drain, check.AskAsync, "it is late");
        Assert.Contains("s behind, of 1 s allowed; its replay is paused", result.Reason, StringComparison.Ordinal);
        for (var call = 0; call < 20; call++)
        {
            await other.IsHealthyAsync();
        }

        await over.CancelAsync();
        await load;
        await servers.Standby1.ExecuteAsync("SELECT pg_wal_replay_resume()");
        await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it has caught up");
    }

    [SkippableFact]
    public async Task A_standby_that_is_cut_off_is_late_though_it_knows_nothing_of_it()
    {
        await servers.StartAsync();
        var builder = Builder(("postgres_max_lag_bytes", $"{Megabyte}"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var check = builder.CheckOf(servers.Standby1);
        await check.IsHealthyAsync();

        servers.Standby1.Follow(null);
        await ReplicationFixture.StreamAsync(servers.Primary, 1);
        await WriteAsync(2 * Megabyte);

        var result = await Eventually.MeetsAsync(result => result.Status == HealthStatus.Drain, check.AskAsync, "it is late");
        Assert.Contains("it receives no log", result.Reason, StringComparison.Ordinal);
        Assert.Equal($"{servers.Standby1.Address} {servers.Standby2.Address}", source.Hosts);
    }

    [SkippableFact]
    public async Task A_standby_behind_one_that_is_cut_off_is_late_too()
    {
        await servers.StartAsync();
        await servers.StartCascadingAsync();
        var builder = Builder(("postgres_max_lag_bytes", $"{Megabyte}"));
        await using var source = new RunningSource(builder);
        await source.NextAsync();
        await using var check = builder.CheckOf(servers.Cascading);
        await check.IsHealthyAsync();

        servers.Standby1.Follow(null);
        await ReplicationFixture.StreamAsync(servers.Primary, 1);
        await WriteAsync(2 * Megabyte);

        await Eventually.MeetsAsync(result => result.Status == HealthStatus.Drain, check.AskAsync, "it is late");
    }

    [SkippableFact]
    public async Task With_the_primary_dead_nobody_gets_later()
    {
        await servers.StartAsync();
        var builder = Builder(("postgres_max_lag", "1s"), ("postgres_max_lag_bytes", $"{Megabyte}"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var check = builder.CheckOf(servers.Standby1);
        await WriteAsync(Megabyte / 2);
        await source.NextAsync();
        await check.IsHealthyAsync();

        await servers.Primary.DisposeAsync();
        await Eventually.HoldsAsync(() => source.Last.Problem is not null, "the source says so");
        using var later = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        while (!later.IsCancellationRequested)
        {
            await check.IsHealthyAsync();
        }

        Assert.Equal($"{servers.Standby1.Address} {servers.Standby2.Address}", source.Hosts);
    }

    [SkippableTheory]
    [InlineData("postgres_max_lag", "5s")]
    [InlineData("postgres_max_lag_bytes", "1000000")]
    public async Task Without_a_primary_to_compare_with_the_lag_is_unknown(string name, string value)
    {
        await servers.LendAsync();
        var builder = Checks.Builder((name, value));
        await using var check = builder.CheckOf(servers.Standby1);

        Checks.IsUnknown(await check.AskAsync(), "no primary has been seen");

        await using var primary = builder.CheckOf(servers.Primary);
        Checks.IsCertain(await primary.AskAsync(), "it is a primary");
        await check.IsHealthyAsync();
    }

    [SkippableFact]
    public async Task The_weight_falls_with_the_lag()
    {
        await servers.StartAsync();
        var builder = Builder(("postgres_max_lag_bytes", $"{8 * Megabyte}"), ("postgres_weight_by_lag", "true"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var check = builder.CheckOf(servers.Standby1);
        await servers.CatchUpAsync(servers.Standby1);
        Assert.Equal(100, (await check.AskAsync()).WeightPercent);

        await servers.Standby1.ExecuteAsync("SELECT pg_wal_replay_pause()");
        await WriteAsync(5 * Megabyte);
        await source.NextAsync();

        var result = await check.AskAsync();
        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.InRange(result.WeightPercent!.Value, 45, 56);
    }

    [SkippableFact]
    public async Task A_standby_that_delays_its_replay_is_judged_by_its_lag_and_the_words_say_why_it_lags()
    {
        await servers.StartAsync("recovery_min_apply_delay=1h");
        await using var unlimited = Checks.Builder().CheckOf(servers.Standby1);
        var result = await unlimited.AskAsync();
        Assert.Equal(
            (HealthStatus.Healthy, "standby; delayed by recovery_min_apply_delay = 1h"), (result.Status, result.Reason));

        var builder = Builder(("postgres_max_lag", "1s"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var check = builder.CheckOf(servers.Standby1);
        result = await Eventually.MeetsAsync(
            answer => answer.Status == HealthStatus.Drain,
            async () =>
            {
                await servers.Primary.ExecuteAsync("INSERT INTO things VALUES (1, 'more')");
                return await check.AskAsync();
            },
            "it lags");
        Assert.Contains("behind, of 1 s allowed; delayed by recovery_min_apply_delay = 1h", result.Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_standby_that_must_stream_drains_while_it_does_not_and_a_role_that_may_not_see_it_is_named()
    {
        await servers.StartAsync();
        var builder = Checks.Builder(("postgres_require_streaming", "true"));
        await using var check = builder.CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        await using var unprivileged = new TestBuilder(
            ("postgres_check", "dbname=postgres user=nobody sslmode=disable"), ("postgres_require_streaming", "true"))
            .Configure().CheckOf(servers.Standby1);
        Checks.IsUnknown(await unprivileged.AskAsync(), "GRANT pg_monitor TO nobody");

        servers.Standby1.Follow(null);
        await ReplicationFixture.StreamAsync(servers.Primary, 1);
        Assert.Equal(HealthStatus.Drain, (await Eventually.MeetsAsync(
            result => result.Status != HealthStatus.Healthy, check.AskAsync, "it does not stream")).Status);
        Assert.Equal(HealthStatus.Drain, (await unprivileged.AskAsync()).Status);

        servers.Standby1.Follow(servers.Primary);
        await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it streams again");
    }

    private TestBuilder Builder(params (string Name, string Text)[] more) => new TestBuilder(
        [
            ("postgres_source", $"host={servers.Primary.Address} port={servers.Port} dbname=postgres user=lvsdr sslmode=disable"),
            ("postgres_check", "dbname=postgres user=lvsdr sslmode=disable"),
            .. more,
        ]).Configure();

    // Random text, as wal_compression and the like could make less of any other.
    private Task WriteAsync(int bytes) => servers.Primary.ExecuteAsync(
        $"SELECT pg_logical_emit_message(true, 'test', string_agg(md5(random()::text), '')) FROM generate_series(1, {bytes / 32})");

    private async Task LoadAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await servers.Primary.ExecuteAsync("INSERT INTO things VALUES (1, 'more')");
        }
    }
}

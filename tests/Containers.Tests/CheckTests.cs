using LvsPluggable.Containers.Tests.Lab;
using LvsPluggable.Postgres.Tests.Check;
using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Containers.Tests;

/// <summary>Roles, and standbys that are behind.</summary>
[Collection(ContainersCollection.Name)]
public sealed class CheckTests(Clusters clusters)
{
    private const int Megabyte = 1 << 20;

    [SkippableTheory]
    [EveryMajor]
    public async Task A_standby_and_the_primary_are_fit_by_role(int major)
    {
        var cluster = await clusters.OfAsync(major);
        foreach (var (role, isPrimaryFit, isStandbyFit) in ((string, bool, bool)[])
            [("standby", false, true), ("primary", true, false), ("any", true, true)])
        {
            var builder = Plugin.For(cluster, ("postgres_role", role));
            await using var primary = builder.CheckOf(cluster.Primary);
            await using var standby = builder.CheckOf(cluster.Standby1);

            Assert.Equal(
                (isPrimaryFit ? HealthStatus.Healthy : HealthStatus.Unhealthy, isStandbyFit ? HealthStatus.Healthy : HealthStatus.Unhealthy),
                ((await primary.AskAsync()).Status, (await standby.AskAsync()).Status));
        }
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task A_standby_whose_replay_is_paused_drains_when_it_is_behind_by_too_many_bytes(int major)
    {
        var cluster = await clusters.OfAsync(major);
        var builder = Plugin.For(cluster, ("postgres_max_lag_bytes", $"{4 * Megabyte}"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(cluster.Standby1, cluster.Standby2);
        await using var check = builder.CheckOf(cluster.Standby1);
        await using var other = builder.CheckOf(cluster.Standby2);
        await check.IsHealthyAsync();
        await cluster.Standby1.ExecuteAsync("SELECT pg_wal_replay_pause()");
        try
        {
            await WriteAsync(cluster, 3 * Megabyte);
            await source.NextAsync();
            await check.IsHealthyAsync();
            await WriteAsync(cluster, 2 * Megabyte);
            await source.NextAsync();

            var result = await check.AskAsync();

            Assert.Equal(HealthStatus.Drain, result.Status);
            Assert.Contains("MiB behind, of 4 MiB allowed; its replay is paused", result.Reason, StringComparison.Ordinal);
            await cluster.CatchUpAsync(cluster.Standby2);
            await other.IsHealthyAsync();
        }
        finally
        {
            await cluster.Standby1.ExecuteAsync("SELECT pg_wal_replay_resume()");
        }

        await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it has caught up");
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task A_standby_that_is_behind_by_too_much_time_drains_and_comes_back(int major)
    {
        var cluster = await clusters.OfAsync(major);
        var builder = Plugin.For(cluster, ("postgres_max_lag", "1s"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(cluster.Standby1, cluster.Standby2);
        await using var check = builder.CheckOf(cluster.Standby1);
        await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it is in time");
        await cluster.Standby1.ExecuteAsync("SELECT pg_wal_replay_pause()");
        try
        {
            var result = await Eventually.MeetsAsync(
                answer => answer.Status == HealthStatus.Drain,
                async () =>
                {
                    await cluster.Primary.ExecuteAsync("INSERT INTO things VALUES (1)");
                    return await check.AskAsync();
                },
                "it is late");

            Assert.Contains("s behind, of 1 s allowed; its replay is paused", result.Reason, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.Standby1.ExecuteAsync("SELECT pg_wal_replay_resume()");
        }

        await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it has caught up");
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task A_standby_whose_replay_is_paused_on_a_quiet_primary_is_fit_and_must_stream_where_that_is_asked(int major)
    {
        var cluster = await clusters.OfAsync(major);
        var builder = Plugin.For(cluster, ("postgres_max_lag", "1s"), ("postgres_require_streaming", "true"));
        await using var source = new RunningSource(builder);
        await source.ListsAsync(cluster.Standby1, cluster.Standby2);
        await cluster.CatchUpAsync(cluster.Standby1);
        await using var check = builder.CheckOf(cluster.Standby1);
        await using var unprivileged = Plugin.As("nobody", cluster, ("postgres_require_streaming", "true")).CheckOf(cluster.Standby1);
        await cluster.Standby1.ExecuteAsync("SELECT pg_wal_replay_pause()");
        try
        {
            await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it lacks nothing");
            Checks.IsUnknown(await unprivileged.AskAsync(), "GRANT pg_monitor TO nobody");
        }
        finally
        {
            await cluster.Standby1.ExecuteAsync("SELECT pg_wal_replay_resume()");
        }
    }

    // Random text, as wal_compression and the like could make less of any other.
    private static Task WriteAsync(ReplicationCluster cluster, int bytes) => cluster.Primary.ExecuteAsync(
        $"SELECT pg_logical_emit_message(true, 'test', string_agg(md5(random()::text), '')) FROM generate_series(1, {bytes / 32})");
}

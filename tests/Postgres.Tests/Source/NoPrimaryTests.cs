using System.Diagnostics;
using LvsPluggable.Postgres.Tests.Lab;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres.Tests.Source;

/// <summary>What a source lists while no primary is to be believed.</summary>
[Collection(PostgresCollection.Name)]
public sealed class NoPrimaryTests(ReplicationFixture servers)
{
    private string AllHosts => $"{servers.Primary.Address},{servers.Standby1.Address},{servers.Standby2.Address}";

    private string Both => $"{servers.Standby1.Address} {servers.Standby2.Address}";

    [SkippableFact]
    public async Task A_fresh_director_lists_the_hosts_that_answer_as_standbys_while_the_primary_is_down_and_says_so()
    {
        await servers.StartAsync();
        await servers.Primary.StopAsync(Signal.Interrupt);
        await using var source = new RunningSource(Builder(AllHosts));

        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        Assert.Equal(
            $"no primary answers ({servers.Primary.Address}:{servers.Port}: connection refused); listed are the hosts of postgres_source "
                + "that answer as standbys",
            source.Last.Degraded);

        await servers.Primary.StartAsync();
        await ReplicationFixture.StreamAsync(servers.Primary, 2);
        await Eventually.HoldsAsync(
            () => source.Last is { Degraded: null, Problem: null } && source.Hosts == Both, "the primary's list counts");
    }

    [SkippableFact]
    public async Task A_primary_that_hangs_does_not_keep_a_fresh_director_waiting_for_long()
    {
        await servers.StartAsync();
        servers.Primary.SignalAll(Signal.Stop);
        await using var source = Builder(AllHosts).Source!();

        var started = Stopwatch.GetTimestamp();
        var listed = await source.GetRealServersAsync(CancellationToken.None);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        Assert.Equal(Both, string.Join(' ', listed.Select(server => server.Host)));
        Assert.Contains("no answer in time", ((IDegradable)source).DegradedReason, StringComparison.Ordinal);
        Assert.True(((IDegradable)source).IsPartial, "a standby may be there that does not answer just now");

        servers.Primary.SignalAll(Signal.Continue);
        await Eventually.HoldsAsync(
            async () =>
            {
                await source.GetRealServersAsync(CancellationToken.None);
                return ((IDegradable)source).DegradedReason is null;
            },
            "the primary should have answered.");
        Assert.False(((IDegradable)source).IsPartial);
    }

    [SkippableFact]
    public async Task After_a_list_of_a_primary_the_standbys_of_the_string_never_take_its_place_nor_do_they_after_a_reload()
    {
        await servers.StartAsync();
        var plugin = new PostgresPlugin();
        await using (var source = Builder(AllHosts, plugin).Source!())
        {
            Assert.Equal(2, (await source.GetRealServersAsync(CancellationToken.None)).Count);
            await servers.Primary.StopAsync(Signal.Interrupt);
            await IsUnknownAsync(source, "no primary");
        }

        await using var reloaded = Builder(AllHosts, plugin).Source!();
        await IsUnknownAsync(reloaded, "no primary");
        await using var restarted = Builder(AllHosts).Source!();
        Assert.Equal(2, (await restarted.GetRealServersAsync(CancellationToken.None)).Count);
    }

    [SkippableFact]
    public async Task Where_only_some_sync_states_count_or_no_host_answers_the_list_is_not_known()
    {
        await servers.StartAsync();
        await servers.Primary.StopAsync(Signal.Interrupt);

        await using var narrow = Builder(AllHosts, null, ("postgres_sync_states", "sync")).Source!();
        await IsUnknownAsync(narrow, "no primary");
        await using var alone = Builder(servers.Primary.Address).Source!();
        await IsUnknownAsync(alone, "refused");
    }

    [SkippableFact]
    public async Task Of_two_primaries_on_one_timeline_neither_is_believed_until_one_stops_and_that_is_said_loudly()
    {
        await servers.StartAsync();
        await servers.Primary.StopAsync(Signal.Interrupt);
        await servers.Standby1.ExecuteAsync("SELECT pg_promote()");
        await servers.Standby2.ExecuteAsync("SELECT pg_promote()");
        var builder = Builder(AllHosts, null, ("postgres_role", "primary"));
        await using var source = builder.Source!();
        await using var first = builder.CheckOf(servers.Standby1);
        await using var second = builder.CheckOf(servers.Standby2);

        var problem = await IsUnknownAsync(source, "two primaries on timeline 2");
        Assert.Contains($"{servers.Standby1.Address}:{servers.Port}", problem, StringComparison.Ordinal);
        Assert.Contains($"{servers.Standby2.Address}:{servers.Port}", problem, StringComparison.Ordinal);
        Assert.Contains(
            builder.Log, entry => entry.Level == LogLevel.Error && entry.Text.Contains("two primaries", StringComparison.Ordinal));
        foreach (var check in (IHealthCheck[])[first, second, first])
        {
            var result = await check.CheckAsync(CancellationToken.None);
            Assert.Equal(HealthStatus.Unknown, result.Status);
            Assert.Contains("two primaries on timeline 2", result.Reason, StringComparison.Ordinal);
        }

        await servers.Standby2.StopAsync(Signal.Interrupt);
        Assert.Equal(HealthStatus.Unhealthy, (await second.CheckAsync(CancellationToken.None)).Status);
        Assert.Equal(HealthStatus.Healthy, (await first.CheckAsync(CancellationToken.None)).Status);
        Assert.Empty(await source.GetRealServersAsync(CancellationToken.None));
    }

    private static async Task<string> IsUnknownAsync(IRealServerSource source, string reason)
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(
            () => source.GetRealServersAsync(CancellationToken.None).AsTask());
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.Null(((IDegradable)source).DegradedReason);
        return problem.Message;
    }

    private TestBuilder Builder(string hosts, PostgresPlugin? plugin = null, params (string Name, string Text)[] more) => new TestBuilder(
        [
            ("postgres_source", $"host={hosts} port={servers.Port} dbname=postgres user=lvsdr sslmode=disable"),
            ("postgres_check", "dbname=postgres user=lvsdr sslmode=disable"),
            .. more,
        ]).Configure(plugin);
}

using System.Net;
using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests.Source;

/// <summary>The primary that serves reads while no standby can.</summary>
[Collection(PostgresCollection.Name)]
public sealed class FallbackTests(ReplicationFixture servers)
{
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_primary_does_not_come_when_the_last_standby_was_promoted_even_if_its_answer_was_under_way(bool isUnderWay)
    {
        await servers.StartAsync();
        var builder = Configured();
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var first = builder.CheckOf(servers.Standby1);
        await using var second = builder.CheckOf(servers.Standby2);
        await using var primary = builder.CheckOf(servers.Primary);
        Assert.Equal(HealthStatus.Healthy, (await AskAsync(first)).Status);
        Assert.Equal(HealthStatus.Healthy, (await AskAsync(second)).Status);
        Assert.Equal(HealthStatus.Unhealthy, (await AskAsync(primary)).Status);
        Signal.Send(servers.Standby1.ProcessId, Signal.Kill);
        await Eventually.MeetsAsync(IsDown, () => AskAsync(first), "the first is down");
        await source.NextAsync();
        Assert.Equal($"{servers.Standby1.Address} {servers.Standby2.Address}", source.Hosts);

        if (isUnderWay)
        {
            servers.Primary.SignalAll(Signal.Stop);
            await Eventually.HoldsAsync(() => source.IsAsking, "the primary is asked");
        }

        await servers.Standby2.ExecuteAsync("SELECT pg_promote()");
        Assert.Equal(HealthStatus.Unhealthy, (await AskAsync(second)).Status);
        if (isUnderWay)
        {
            servers.Primary.SignalAll(Signal.Continue);
        }

        // The newest timeline is the promoted standby's, which the connection string does not name: the old primary is not believed.
        await Eventually.HoldsAsync(() => source.Last.Problem is not null, "the old primary is not believed");
        Assert.DoesNotContain(servers.Primary.Address, source.Hosts, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task With_all_standbys_dead_the_primary_serves_until_one_is_back_for_a_while()
    {
        await servers.StartAsync();
        var builder = Configured();
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var first = builder.CheckOf(servers.Standby1);
        await using var second = builder.CheckOf(servers.Standby2);
        await using var primary = builder.CheckOf(servers.Primary);
        await AskAsync(first);
        await AskAsync(second);
        await servers.Standby1.StopAsync(Signal.Quit);
        await servers.Standby2.StopAsync(Signal.Quit);
        await Eventually.MeetsAsync(IsDown, () => AskAsync(first), "the first is down");
        await Eventually.MeetsAsync(IsDown, () => AskAsync(second), "the second is down");

        await Eventually.HoldsAsync(
            () => source.Hosts.EndsWith(servers.Primary.Address, StringComparison.Ordinal), "the primary is listed");
        var listed = source.Last.Servers.Single(server => server.Host == servers.Primary.Address);
        Assert.Equal((IPAddress.Parse(servers.Primary.Address), "primary"), (listed.Address, listed.Labels["role"]));
        Assert.Equal(HealthStatus.Healthy, (await AskAsync(primary)).Status);
        Assert.InRange(
            await servers.Primary.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lvsdr'"), 1, 2);

        await servers.Standby1.StartAsync();
        await ReplicationFixture.StreamAsync(servers.Primary, 1);
        Assert.Equal(HealthStatus.Healthy, (await AskAsync(first)).Status);
        await source.NextAsync();
        Assert.Contains(servers.Primary.Address, source.Hosts, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, (await AskAsync(primary)).Status);
        await Eventually.HoldsAsync(
            async () =>
            {
                Assert.Equal(HealthStatus.Healthy, (await AskAsync(first)).Status);
                return !source.Hosts.Contains(servers.Primary.Address, StringComparison.Ordinal);
            },
            "the primary is not listed any more");
        var result = await AskAsync(primary);
        Assert.Equal(HealthStatus.Drain, result.Status);
        Assert.Contains("a standby is fit again", result.Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_primary_without_any_standby_serves_at_once_and_goes_on_when_it_is_asked_again_and_again()
    {
        await servers.StartAsync();
        await servers.Standby1.StopAsync(Signal.Interrupt);
        await servers.Standby2.StopAsync(Signal.Interrupt);
        await ReplicationFixture.StreamAsync(servers.Primary, 0);
        var builder = new TestBuilder(
            ("postgres_source", $"host={servers.Primary.Address} port={servers.Port} dbname=postgres user=lvsdr sslmode=disable"),
            ("postgres_check", "dbname=postgres user=lvsdr sslmode=disable"),
            ("postgres_reconnect_interval", "500ms"),
            ("postgres_fallback_to_primary", "true")).Configure();
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Primary.Address);
        await using var primary = builder.CheckOf(servers.Primary);

        // New connections of source and check, beside the ones that they hold, are never more than two together.
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var most = 0;
        while (!over.IsCancellationRequested)
        {
            Assert.Equal(HealthStatus.Healthy, (await AskAsync(primary)).Status);
            most = Math.Max(most, OpenConnections.To(servers.Primary));
        }

        Assert.InRange(most, 1, 2);
        Assert.Equal(servers.Primary.Address, source.Hosts);
    }

    private TestBuilder Configured() => new TestBuilder(
        ("postgres_source", $"host={servers.Primary.Address} port={servers.Port} dbname=postgres user=lvsdr sslmode=disable"),
        ("postgres_check", "dbname=postgres user=lvsdr sslmode=disable"),
        ("postgres_fallback_to_primary", "true")).Configure();

    private static Task<HealthResult> AskAsync(IHealthCheck check) => check.CheckAsync(CancellationToken.None).AsTask();

    private static bool IsDown(HealthResult result) => result.Status == HealthStatus.Unhealthy;
}

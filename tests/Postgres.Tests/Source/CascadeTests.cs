using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests.Source;

/// <summary>Standbys of standbys, and names that are not where their receivers are.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CascadeTests(ReplicationFixture servers)
{
    [SkippableFact]
    public async Task A_standby_of_a_standby_is_listed_with_its_upstream_and_stays_while_that_does_not_answer()
    {
        await servers.StartAsync();
        await servers.StartCascadingAsync();
        await using var source = new RunningSource(Builder(("postgres_cascade", "true"), ("source_timeout", "1s")));
        await ListsAllAsync(source);
        Assert.Null(source.Last.Degraded);
        var listed = source.Last.Servers.Single(server => server.Host == servers.Cascading.Address);
        Assert.Equal((servers.Standby1.Address, "streaming"), (listed.Labels["upstream"], listed.Labels["state"]));
        Assert.All(
            source.Last.Servers.Where(server => server != listed), server => Assert.DoesNotContain("upstream", server.Labels.Keys));
        Assert.Equal(
            1,
            await servers.Standby1.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lvsdr'"));

        servers.Standby1.SignalAll(Signal.Stop);
        await Eventually.HoldsAsync(() => source.Last.Degraded is not null, "it is degraded");
        await ListsAllAsync(source);
        Assert.Equal(
            $"who receives log from {servers.Standby1.Address} is not known (no answer in time): its last standbys stay",
            source.Last.Degraded);

        servers.Standby1.SignalAll(Signal.Continue);
        await Eventually.HoldsAsync(() => source.Last.Degraded is null, "all is well");
        await servers.Cascading.StopAsync(Signal.Interrupt);
        await ListsAllAsync(source);
    }

    [SkippableFact]
    public async Task Standbys_that_seem_to_follow_each_other_are_asked_once_a_look()
    {
        await servers.StartAsync();
        servers.Cascading.Follow(servers.Standby1, servers.Primary.Address);
        await servers.Cascading.StartAsync();
        await ReplicationFixture.StreamAsync(servers.Standby1, 1);
        servers.Standby2.Follow(servers.Cascading, servers.Standby1.Address);
        await ReplicationFixture.StreamAsync(servers.Cascading, 1);
        await using var source = Builder(("postgres_cascade", "true")).Source!();

        var listed = await source.GetRealServersAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Contains(servers.Standby1.Address, listed.Select(server => server.Host));
        Assert.Null(((IDegradable)source).DegradedReason);
        Assert.Equal(
            0, await servers.Cascading.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lvsdr'"));
    }

    [SkippableFact]
    public async Task A_standby_that_replicates_from_another_address_than_its_names_is_listed_with_it_or_refused()
    {
        await servers.LendAsync();
        await using var trusting = Builder().Source!();
        var listed = await trusting.GetRealServersAsync(CancellationToken.None);
        Assert.Equal(2, listed.Count);
        Assert.All(listed, server => Assert.Equal("127.0.0.1", server.Labels["replicates_from"]));
        Assert.Null(((IDegradable)trusting).DegradedReason);

        await using var strict = Builder(("postgres_trust_names", "false")).Source!();
        Assert.Empty(await strict.GetRealServersAsync(CancellationToken.None));
        Assert.Contains(
            $"{servers.Standby1.Address} is left out: it connects from 127.0.0.1, its name's address is {servers.Standby1.Address}",
            ((IDegradable)strict).DegradedReason,
            StringComparison.Ordinal);
    }

    private Task ListsAllAsync(RunningSource source) =>
        source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address, servers.Cascading.Address);

    private TestBuilder Builder(params (string Name, string Text)[] more) => new TestBuilder(
        [
            ("postgres_source", $"host={servers.Primary.Address} port={servers.Port} dbname=postgres user=lvsdr sslmode=disable"), .. more,
        ]).Configure();
}

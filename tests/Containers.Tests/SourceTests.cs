using LvsPluggable.Containers.Tests.Lab;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Containers.Tests;

/// <summary>What a primary of each version says about its receivers.</summary>
[Collection(ContainersCollection.Name)]
public sealed class SourceTests(Clusters clusters)
{
    [SkippableTheory]
    [EveryMajor]
    public async Task The_version_is_the_one_that_is_asked_for(int major)
    {
        var cluster = await clusters.OfAsync(major);

        foreach (var node in (Node[])[cluster.Primary, cluster.Standby1, cluster.Standby2])
        {
            Assert.Equal(major, await node.QueryAsync<int>("SELECT current_setting('server_version_num')::int / 10000"));
        }
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task Standbys_that_stream_are_listed_with_their_states(int major)
    {
        var cluster = await clusters.OfAsync(major);

        var listed = await Plugin.For(cluster).ListAsync();

        Assert.Equal(Plugin.Sorted(cluster.Standby1, cluster.Standby2), listed.Hosts());
        Assert.All(listed, server => Assert.Equal(("async", "streaming"), (server.Labels["sync_state"], server.Labels["state"])));
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task A_role_without_pg_monitor_is_named_as_the_mistake_that_it_is_and_the_list_is_not_known(int major)
    {
        var cluster = await clusters.OfAsync(major);
        var builder = Plugin.As("nobody", cluster);

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(builder.ListAsync);

        Assert.Contains("GRANT pg_monitor TO nobody", problem.Message, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, Assert.Single(builder.Log).Level);
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task Standbys_of_a_quorum_are_listed_and_commits_are_confirmed_by_them(int major)
    {
        var cluster = await clusters.OfAsync(major);
        await cluster.Primary.SetAsync("synchronous_standby_names", "ANY 1 (*)");
        try
        {
            await HaveAsync(cluster, "quorum");
            await cluster.Primary.ExecuteAsync("SET synchronous_commit = on; INSERT INTO things VALUES (1)");

            foreach (var states in (string[])["async,potential,sync,quorum", "quorum"])
            {
                var listed = await Plugin.For(cluster, ("postgres_sync_states", states)).ListAsync();
                Assert.Equal(Plugin.Sorted(cluster.Standby1, cluster.Standby2), listed.Hosts());
                Assert.All(listed, server => Assert.Equal("quorum", server.Labels["sync_state"]));
            }

            Assert.Empty(await Plugin.For(cluster, ("postgres_sync_states", "async,sync")).ListAsync());
        }
        finally
        {
            await cluster.Primary.ResetAsync("synchronous_standby_names");
            await HaveAsync(cluster, "async");
        }
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task A_standby_of_a_standby_is_listed_where_cascades_are_followed(int major)
    {
        var cluster = await clusters.OfAsync(major);
        await using (var cascading = await cluster.StartStandbyAsync("cascading", cluster.Standby1))
        {
            await cluster.Standby1.StreamsToAsync(1);

            var all = await Plugin.For(cluster, ("postgres_cascade", "true")).ListAsync();
            var direct = await Plugin.For(cluster).ListAsync();

            Assert.Equal(Plugin.Sorted(cluster.Standby1, cluster.Standby2, cascading), all.Hosts());
            Assert.Equal(Plugin.Sorted(cluster.Standby1, cluster.Standby2), direct.Hosts());
            Assert.Equal(
                cluster.Standby1.Address, all.Single(server => server.Host == cascading.Address).Labels["upstream"]);
            await using var check = Plugin.For(cluster).CheckOf(cascading);
            Assert.Equal(HealthStatus.Healthy, (await check.CheckAsync(CancellationToken.None)).Status);
        }

        await cluster.Standby1.StreamsToAsync(0);
    }

    [SkippableTheory]
    [EveryMajor]
    public async Task A_receiver_that_only_stores_the_log_is_never_listed(int major)
    {
        var cluster = await clusters.OfAsync(major);
        await using (var receiver = await LogReceiver.StartAsync(cluster))
        {
            await cluster.Primary.StreamsToAsync(3);
            Assert.Equal(
                1,
                await cluster.Primary.QueryAsync<long>(
                    $"SELECT count(*) FROM pg_stat_replication WHERE application_name = '{LogReceiver.Name}'"));

            var listed = await Plugin.For(cluster).ListAsync();

            Assert.Equal(Plugin.Sorted(cluster.Standby1, cluster.Standby2), listed.Hosts());
        }

        await cluster.Primary.StreamsToAsync(2);
    }

    private static Task HaveAsync(ReplicationCluster cluster, string state) => Eventually.HoldsAsync(
        () => cluster.Primary.QueryAsync<bool>($"SELECT count(*) = 2 FROM pg_stat_replication WHERE sync_state = '{state}'"),
        $"both are {state}");
}

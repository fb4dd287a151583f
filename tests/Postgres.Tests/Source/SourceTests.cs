using LvsPluggable.Postgres.Tests.Lab;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Postgres.Tests.Source;

/// <summary>What a real primary's view of its receivers becomes.</summary>
[Collection(PostgresCollection.Name)]
public sealed class SourceTests(ReplicationFixture servers)
{
    private string Both => $"{servers.Standby1.Address} {servers.Standby2.Address}";

    [SkippableFact]
    public async Task Streaming_standbys_are_listed_with_their_states_and_a_cascading_one_is_not()
    {
        await servers.StartAsync();
        await servers.StartCascadingAsync();
        await using var source = Builder().Source!();

        var listed = await source.GetRealServersAsync(CancellationToken.None);

        Assert.Equal(Both, string.Join(' ', listed.Select(server => server.Host)));
        Assert.All(
            listed,
            server => Assert.Equal(("async", "streaming", 0), (server.Labels["sync_state"], server.Labels["state"], server.Port)));
    }

    [SkippableFact]
    public async Task Base_backups_pg_receivewal_and_logical_subscribers_are_never_listed()
    {
        await servers.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Workspace.Instance.Folder, "receivers")).FullName;
        await Command.RunAsync(PostgresInstallation.Owning(folder));
        string[] connection = ["--host", servers.Primary.Address, "--port", $"{servers.Port}", "--username", "postgres"];
        await servers.Primary.ExecuteAsync("SELECT pg_create_logical_replication_slot('subscriber', 'test_decoding')");
        using var receivewal = Command.Start(PostgresInstallation.Command("pg_receivewal", [.. connection, "--directory", folder]));
        using var recvlogical = Command.Start(PostgresInstallation.Command(
            "pg_recvlogical", [.. connection, "--dbname", "postgres", "--slot", "subscriber", "--start", "--file", "/dev/null"]));
        using var backup = Command.Start(PostgresInstallation.Command(
            "pg_basebackup", [.. connection, "--pgdata", Path.Combine(folder, "backup"), "--max-rate", "32k", "--checkpoint", "fast"]));
        try
        {
            await Eventually.HoldsAsync(
                () => servers.Primary.QueryAsync<bool>(
                    "SELECT count(DISTINCT application_name) = 5 FROM pg_stat_replication WHERE state IN ('streaming', 'backup')"),
                "all receive");
            await using var source = Builder().Source!();

            for (var call = 0; call < 3; call++)
            {
                var listed = await source.GetRealServersAsync(CancellationToken.None);
                Assert.Equal(Both, string.Join(' ', listed.Select(server => server.Host)));
            }
        }
        finally
        {
            foreach (var process in (System.Diagnostics.Process[])[receivewal, recvlogical, backup])
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    [SkippableTheory]
    [InlineData("quorum", "ANY 1 (*)", 2)]
    [InlineData("sync", "FIRST 1 (*)", 1)]
    [InlineData("potential", "FIRST 1 (*)", 1)]
    [InlineData("sync,potential", "FIRST 1 (*)", 2)]
    [InlineData("async", "ANY 1 (*)", 0)]
    public async Task Sync_states_narrow_the_list(string states, string synchronous, int count)
    {
        await servers.StartAsync();
        await servers.Primary.ExecuteAsync($"ALTER SYSTEM SET synchronous_standby_names = '{synchronous}'");
        await servers.Primary.ExecuteAsync("SELECT pg_reload_conf()");
        await Eventually.HoldsAsync(
            () => servers.Primary.QueryAsync<bool>("SELECT count(*) = 0 FROM pg_stat_replication WHERE sync_state = 'async'"),
            "it is read");
        await using var source = Builder(("postgres_sync_states", states)).Source!();

        Assert.Equal(count, (await source.GetRealServersAsync(CancellationToken.None)).Count);
    }

    [SkippableFact]
    public async Task A_role_without_the_privilege_is_named_and_the_list_is_not_known()
    {
        await servers.LendAsync();
        var builder = Builder(servers.Primary.Address, "nobody");
        await using var source = builder.Source!();

        for (var call = 0; call < 2; call++)
        {
            var problem = await Assert.ThrowsAsync<InvalidOperationException>(
                () => source.GetRealServersAsync(CancellationToken.None).AsTask());
            Assert.Contains("GRANT pg_monitor TO nobody", problem.Message, StringComparison.Ordinal);
        }

        Assert.Equal(LogLevel.Error, Assert.Single(builder.Log).Level);
    }

    [SkippableFact]
    public async Task A_primary_that_is_dead_or_hung_leaves_the_list_unknown_and_one_that_restarts_loses_nobody()
    {
        await servers.StartAsync();
        await using var source = new RunningSource(Builder(("source_timeout", "1s")));
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);

        servers.Primary.SignalAll(Signal.Stop);
        await Eventually.HoldsAsync(() => source.Last.Problem is not null, "it is hung");
        Assert.Contains("no primary answered within 0.9 s", source.Last.Problem!, StringComparison.Ordinal);
        Assert.InRange(OpenConnections.To(servers.Primary) - 2, 0, 2);
        servers.Primary.SignalAll(Signal.Continue);
        await Eventually.HoldsAsync(() => source.Last.Problem is null, "it goes on");

        await servers.Primary.StopAsync(Signal.Kill);
        await Eventually.HoldsAsync(() => source.Last.Problem is not null, "it is dead");
        await Workspace.KillAsync(servers.Primary.Folder);
        Assert.Contains("refused", (await source.NextAsync()).Problem!, StringComparison.Ordinal);

        await servers.Primary.StartAsync();
        var lists = new HashSet<string>();
        await Eventually.HoldsAsync(
            () =>
            {
                lists.Add(source.Hosts);
                return servers.Primary.QueryAsync<bool>("SELECT count(*) = 2 FROM pg_stat_replication WHERE state = 'streaming'");
            },
            "both stream again");
        await source.NextAsync();
        lists.Add(source.Hosts);
        Assert.Null(source.Last.Problem);
        Assert.Equal(Both, Assert.Single(lists));
    }

    [SkippableFact]
    public async Task After_a_failover_the_new_primary_is_used_and_the_old_one_that_is_still_alive_is_not_believed()
    {
        await servers.StartAsync();
        var hosts = $"{servers.Primary.Address},{servers.Standby1.Address},{servers.Standby2.Address}";
        await using var source = new RunningSource(Builder(hosts, "lvsdr", ("postgres_reconnect_interval", "500ms")));
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);

        await servers.Standby1.ExecuteAsync("SELECT pg_promote()");
        servers.Standby2.Follow(servers.Standby1);
        await ReplicationFixture.StreamAsync(servers.Standby1, 1);
        await source.ListsAsync(servers.Standby2.Address);

        // The old primary, whose list is empty now, is alive all the time; then it joins the new one.
        Assert.Equal(0, await servers.Primary.QueryAsync<long>("SELECT count(*) FROM pg_stat_replication"));
        await servers.Primary.StopAsync(Signal.Interrupt);
        await source.NextAsync();
        Assert.Equal(servers.Standby2.Address, source.Hosts);
    }

    [SkippableFact]
    public async Task An_old_primary_that_alone_can_be_reached_is_not_believed_once_a_newer_timeline_has_been_seen()
    {
        await servers.StartAsync();
        var builder = Builder();
        await using var source = new RunningSource(builder);
        await source.ListsAsync(servers.Standby1.Address, servers.Standby2.Address);
        await using var check = builder.CheckOf(servers.Standby1);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckAsync(CancellationToken.None)).Status);

        await servers.Standby1.ExecuteAsync("SELECT pg_promote()");
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckAsync(CancellationToken.None)).Status);

        await Eventually.HoldsAsync(() => source.Last.Problem is not null, "it is not believed");
        Assert.Contains(
            $"a former primary, on timeline 1, while {servers.Standby1.Address}:{servers.Port} is on 2",
            source.Last.Problem!,
            StringComparison.Ordinal);
        Assert.Equal(Both, source.Hosts);
    }

    [SkippableFact]
    public async Task A_connection_string_without_the_primary_says_what_each_server_said()
    {
        await servers.LendAsync();
        var hosts = $"{servers.Standby1.Address},127.0.1.9,nowhere.invalid";
        await using var strict = Builder(hosts, "lvsdr", ("postgres_sync_states", "sync")).Source!();
        await using var source = Builder(hosts, "lvsdr").Source!();

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(
            () => strict.GetRealServersAsync(CancellationToken.None).AsTask());
        var listed = await source.GetRealServersAsync(CancellationToken.None);

        Assert.Equal(
            $"no primary: {servers.Standby1.Address}:{servers.Port}: a standby; 127.0.1.9:{servers.Port}: connection refused; "
                + "nowhere.invalid: its name does not resolve",
            problem.Message);
        Assert.Equal(servers.Standby1.Address, Assert.Single(listed).Host);
        Assert.Equal(
            $"no primary answers (127.0.1.9:{servers.Port}: connection refused; nowhere.invalid: its name does not resolve); listed are "
                + "the hosts of postgres_source that answer as standbys",
            ((IDegradable)source).DegradedReason);
    }

    [SkippableFact]
    public async Task It_tells_where_the_primary_is_as_long_as_it_finds_it()
    {
        await servers.StartAsync();
        await using var source = Builder($"127.0.1.9,{servers.Primary.Address}", "lvsdr").Source!();

        await source.GetRealServersAsync(CancellationToken.None);
        Assert.Equal(servers.Primary.Address, Assert.Single(((IHasPrimary)source).PrimaryAddresses).ToString());

        await using var blind = Builder($"127.0.1.9,{servers.Standby1.Address}", "lvsdr").Source!();
        await blind.GetRealServersAsync(CancellationToken.None);
        Assert.Empty(((IHasPrimary)blind).PrimaryAddresses);
    }

    [SkippableFact]
    public async Task A_host_that_is_given_twice_is_asked_once()
    {
        await servers.StartAsync();
        await using var source = Builder($"{servers.Primary.Address},{servers.Primary.Address}", "lvsdr").Source!();

        for (var call = 0; call < 3; call++)
        {
            var listed = await source.GetRealServersAsync(CancellationToken.None);
            Assert.Equal(Both, string.Join(' ', listed.Select(server => server.Host)));
        }
    }

    [SkippableFact]
    public async Task With_no_standby_the_list_is_empty_and_no_more_than_one_connection_is_held()
    {
        await servers.StartAsync();
        await servers.Standby1.StopAsync(Signal.Interrupt);
        await servers.Standby2.StopAsync(Signal.Interrupt);
        await ReplicationFixture.StreamAsync(servers.Primary, 0);
        await using var source = new RunningSource(Builder(("postgres_reconnect_interval", "500ms")));

        await source.ListsAsync();

        await source.NextAsync();
        Assert.InRange(
            await servers.Primary.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lvsdr'"), 1, 2);
    }

    private TestBuilder Builder(params (string Name, string Text)[] more) => Builder(servers.Primary.Address, "lvsdr", more);

    private TestBuilder Builder(string hosts, string user, params (string Name, string Text)[] more) => new TestBuilder(
        [
            ("postgres_source", $"host={hosts} port={servers.Port} dbname=postgres user={user} sslmode=disable"),
            ("postgres_check", $"dbname=postgres user={user} sslmode=disable"),
            .. more,
        ]).Configure();
}

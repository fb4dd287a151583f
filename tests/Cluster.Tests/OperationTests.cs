namespace LvsPluggable.Cluster.Tests;

/// <summary>What administrators do to a cluster while clients are connected.</summary>
public sealed class OperationTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    private const string Parameters = $"{Configuration3Tests.Text} {Slowly}";

    [SkippableFact]
    public async Task A_director_in_standby_hands_over_and_may_take_its_place_again()
    {
        await BeginWithTableAsync();
        var director = await Cluster.DoAsync("director");

        await Cluster.PcsAsync($"node standby {director}");
        await Cluster.DoAsync("settled");

        var next = await Cluster.DoAsync("director");
        Assert.NotEqual(director, next);
        Assert.Contains($"it ran before on {director} (until ", await HistoryAsync(next), StringComparison.Ordinal);
        Assert.Contains("stop ", await HistoryAsync(director), StringComparison.Ordinal);
        Assert.Equal("", await Cluster.DoAsync("table", director));
        await TableIsFullAsync("after the director went into standby");
        Assert.DoesNotContain("no-answer", (await Cluster.ConnectAsync(6)).Keys);

        await Cluster.PcsAsync($"node unstandby {director}");
        await Cluster.DoAsync("settled");
        await TableIsFullAsync("after the node came back from standby");
    }

    [SkippableFact]
    public async Task In_maintenance_mode_the_table_goes_on_following_the_servers()
    {
        await BeginWithTableAsync();
        var host = await Cluster.HostAsync();

        await Cluster.PcsAsync("property set maintenance-mode=true");
        await Cluster.DoAsync("kill-postgres", Standbys[0]);
        await Cluster.TableBecomesAsync(
            AllLines.Where(line => !line.StartsWith($"{AddressOf(Standbys[0])} ", StringComparison.Ordinal)),
            Patience,
            "the killed server should have left the table in maintenance mode too.");
        await Cluster.DoAsync("rejoin", Standbys[0]);
        await TableIsFullAsync("after the server was back");
        await Cluster.PcsAsync("property set maintenance-mode=false");
        await Cluster.DoAsync("settled");

        Assert.Equal(host, await Cluster.HostAsync());
    }

    [SkippableFact]
    public async Task A_cleanup_neither_restarts_the_host_nor_cuts_a_session()
    {
        await BeginWithTableAsync();
        var sessions = await OpenSessionsAsync(servers: 3);
        var host = await Cluster.HostAsync();

        await Cluster.PcsAsync("resource cleanup lvsdr");
        await Cluster.DoAsync("settled");

        Assert.Equal(host, await Cluster.HostAsync());
        foreach (var session in sessions)
        {
            await session.GoesOnAsync();
        }
    }

    [SkippableFact]
    public async Task A_cluster_that_stops_leaves_no_table_behind_and_one_that_starts_fills_it()
    {
        await BeginWithTableAsync();
        var director = await Cluster.DoAsync("director");

        await Cluster.DoAsync(["stop-cluster", .. PacemakerCluster.Nodes]);
        Assert.Equal("", await Cluster.DoAsync("table", director));
        Assert.DoesNotContain("lvsdr run", await Cluster.DoAsync("on", director, "ps", "-eo", "args"), StringComparison.Ordinal);

        await Cluster.DoAsync(["start-cluster", .. PacemakerCluster.Nodes]);
        await Cluster.DoAsync("heal");
        await TableIsFullAsync("after the cluster was started");
        Assert.Equal(3, (await Cluster.ConnectAsync(6)).Count);
    }

    [SkippableFact]
    public async Task A_killed_host_is_started_again_in_place_and_no_session_notices()
    {
        await BeginWithTableAsync();
        var sessions = await OpenSessionsAsync(servers: 3);
        var host = await Cluster.HostAsync();
        var node = host.Split(' ')[0];

        await Cluster.DoAsync("on", node, "kill", "-KILL", host.Split(' ')[1]);
        await Eventually.MeetsAsync(
            now => now != host && now.StartsWith(node, StringComparison.Ordinal),
            async () => (await Cluster.RunAsync("on", node, "cat", "/run/resource-agents/lvsdr-lvsdr/pid")) is { ExitCode: 0 } pid
                ? $"{node} {pid.Output.Trim()}"
                : "",
            "Pacemaker should have started the host again on the same node.",
            Patience);
        await Cluster.DoAsync("settled");

        await TableIsFullAsync("after the host was started again");
        foreach (var session in sessions)
        {
            await session.GoesOnAsync();
        }
    }

    [SkippableFact]
    public async Task A_host_that_dies_more_often_than_restart_limit_is_recovered_by_Pacemaker_which_counts_the_failure()
    {
        await BeginWithTableAsync(" restart_limit=1");
        var director = await Cluster.DoAsync("director");
        Assert.Equal("0", await FailuresAsync(director));

        await KillHostAsync();
        await KillHostAsync();

        await Eventually.MeetsAsync(
            failures => failures != "0", () => FailuresAsync(director), "Pacemaker should have counted a failure.", Patience);
        await Cluster.DoAsync("settled");
        await TableIsFullAsync("after Pacemaker recovered the resource");
        Assert.DoesNotContain("no-answer", (await Cluster.ConnectAsync(6)).Keys);
        await Cluster.PcsAsync("resource cleanup lvsdr");
        await Cluster.DoAsync("settled");
    }

    [SkippableFact]
    public async Task When_every_check_is_late_no_session_is_cut_and_all_keep_their_weight()
    {
        await BeginWithTableAsync();
        var sessions = await OpenSessionsAsync(servers: 3);

        // No psql is as fast as that.
        await Cluster.UpdateAsync("check_timeout=100ms doubt_timeout=10m");
        await Eventually.MeetsAsync(
            said => said.Contains("is in doubt, so all of these keep their weight", StringComparison.Ordinal),
            StatusAsync,
            "every server should be in doubt.",
            Patience);

        await TableIsFullAsync("while every check is late");
        foreach (var session in sessions)
        {
            await session.GoesOnAsync();
        }

        await Cluster.UpdateAsync("check_timeout=15s doubt_timeout=");
        await Eventually.MeetsAsync(
            said => !said.Contains("in doubt", StringComparison.Ordinal), StatusAsync, "nothing should be in doubt any more.", Patience);
        await TableIsFullAsync("after the checks were in time again");
    }

    [SkippableFact]
    public async Task Sessions_go_on_when_the_director_moves_and_when_its_node_is_lost()
    {
        const string Synchronised = "sync_interface=eth0 sync_id=7";
        await BeginWithTableAsync($" {Synchronised}");
        await Cluster.PcsAsync($"resource create lvsdr-sync ocf:lvs:lvsdr-realsvr {Synchronised} clone");
        await Cluster.DoAsync("settled");
        try
        {
            var sessions = await OpenSessionsAsync(servers: 3);
            var first = await Cluster.DoAsync("director");
            await Cluster.PcsAsync($"resource ban lvsdr {first}");
            await Cluster.DoAsync("settled");
            var second = await Cluster.DoAsync("director");
            Assert.NotEqual(first, second);
            foreach (var session in sessions)
            {
                await session.GoesOnAsync();
            }

            await Cluster.PcsAsync("resource clear lvsdr");
            await Cluster.DoAsync("kill-node", second);
            await Cluster.TableBecomesAsync(
                AllLines.Where(line => !line.StartsWith($"{AddressOf(second)} ", StringComparison.Ordinal)),
                Patience,
                "another node should direct.");
            await Cluster.DoAsync("settled");
            foreach (var session in sessions.Where(session => session.Server != second))
            {
                await session.GoesOnAsync();
            }
        }
        finally
        {
            await Cluster.PcsAsync("resource delete lvsdr-sync --force");
        }
    }

    private Task<string> StatusAsync() => Cluster.DoAsync("status");

    private async Task<string> FailuresAsync(string node) =>
        (await Cluster.DoAsync("on", node, "crm_failcount", "--query", "--quiet", "-r", "lvsdr", "-N", node)).Trim();

    // Returns when another one runs, or nobody starts one any more.
    private async Task KillHostAsync()
    {
        var host = await Cluster.HostAsync();
        var node = host.Split(' ')[0];
        await Cluster.DoAsync("on", node, "kill", "-KILL", host.Split(' ')[1]);
        await Eventually.MeetsAsync(
            found => found.Length > 0 && found != host.Split(' ')[1],
            async () => (await Cluster.RunAsync(
                "on", node, "sh", "-c", "cat /run/resource-agents/lvsdr-lvsdr/given-up || cut -d ' ' -f 1 /run/resource-agents/lvsdr-lvsdr/pid")).Output.Trim(),
            "another host should run, or none for good.",
            Patience);
    }

    private async Task BeginWithTableAsync(string more = "")
    {
        await BeginAsync(Parameters + more);
        await TableIsFullAsync("at the beginning");
    }

    private Task TableIsFullAsync(string when) =>
        Cluster.TableBecomesAsync(AllLines, Patience, $"{when} the table should have every standby.");

    private Task<string> HistoryAsync(string node) => Cluster.DoAsync("on", node, Host, "history", "--instance", "lvsdr");

    private static string Host => Path.Combine(Environment.GetEnvironmentVariable("LVSDR_INSTALLED")!, "usr/lib/lvsdr/lvsdr");
}

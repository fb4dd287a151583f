namespace LvsPluggable.Cluster.Tests;

/// <summary>What the README and docs/pacemaker.md promise to whoever does what they say, from an empty cluster on.</summary>
public sealed class ReadmeTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    [SkippableFact]
    [Trait("Category", "Brief")]
    public Task The_pcs_commands_of_the_README_lead_from_an_empty_cluster_to_balanced_reads() => WalkAsync("readme");

    [SkippableTheory]
    [InlineData("readme-crm")]
    [InlineData("pcs")]
    [InlineData("crm")]
    public Task One_resource_by_crmsh_and_four_by_either_lead_from_an_empty_cluster_to_balanced_reads(string way) => WalkAsync(way);

    [SkippableFact]
    public async Task The_director_stays_where_it_is_when_a_lost_node_returns_and_no_session_is_cut()
    {
        await BeginAsWrittenAsync("pcs");
        await Cluster.TableBecomesAsync(AllLines, Patience, "the table should have every standby.");
        // The primary's node has its address to hold besides: from there Pacemaker would move a director for balance to a node that is empty.
        if (await Cluster.DoAsync("director") is var director && director != Primary)
        {
            await Cluster.PcsAsync($"resource ban lvsdr {director}");
            await Cluster.PcsAsync($"resource ban lvsdr {Standbys.Single(node => node != director)}");
            await Cluster.DoAsync("settled");
            await Cluster.PcsAsync("resource clear lvsdr");
            await Cluster.DoAsync("settled");
            await Cluster.TableBecomesAsync(AllLines, Patience, "the table should have every standby after the director has moved.");
        }

        var host = await Cluster.HostAsync();
        Assert.Equal(Primary, host.Split(' ')[0]);
        var sessions = await OpenSessionsAsync(servers: 3);
        var lost = Standbys[0];

        await Cluster.DoAsync("cut", lost);
        await Cluster.TableBecomesAsync(
            AllLines.Where(line => !line.StartsWith($"{AddressOf(lost)} ", StringComparison.Ordinal)), Patience, "the lost node should have left the table.");
        await Cluster.DoAsync(["online", .. PacemakerCluster.Nodes.Where(node => node != lost)]);
        await Cluster.DoAsync("settled");
        await Cluster.DoAsync("heal");
        await Cluster.TableBecomesAsync(AllLines, Patience, "the node that returned should be in the table again.");

        Assert.Equal(host, await Cluster.HostAsync());
        foreach (var session in sessions.Where(session => session.Server != lost))
        {
            await session.GoesOnAsync();
        }
    }

    [SkippableFact]
    [Trait("Category", "Brief")]
    public void Every_parameter_of_every_plugin_is_described_by_pcs()
    {
        PacemakerCluster.SkipOutside();

        // One of the host and one of each plugin.
        Assert.NotEmpty(Cluster.Described);
        Assert.All(Cluster.Described, described => Assert.All(
            ["vip", "drain_timeout", "weight_of_realservers", "realserver_get_real_servers_script",
                "realserver_dependent_role", "postgres_max_lag_bytes"],
            parameter => Assert.Contains($"  {parameter}", described, StringComparison.Ordinal)));
        Assert.Contains("  cidr_netmask", Cluster.Described[1], StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("docs/from-keepalived.md")]
    [InlineData("docs/from-ldirectord.md")]
    public async Task The_pcs_commands_for_who_comes_from_elsewhere_are_taken(string page)
    {
        PacemakerCluster.SkipOutside();

        // Without --force pcs takes no parameter that the agent does not have.
        await Cluster.DoAsync("takes", page);
    }

    [SkippableFact]
    public async Task The_host_takes_over_in_place_from_the_shell_agent_and_cuts_no_session()
    {
        await BeginAsync($"{Configuration3Tests.Text} {Slowly}");
        await Cluster.TableBecomesAsync(AllLines, Patience, "the table should have every standby.");
        var sessions = await OpenSessionsAsync(servers: 3);
        var host = (await Cluster.HostAsync()).Split(' ');
        var node = host[0];
        await Cluster.DoAsync("witness");

        await Cluster.PcsAsync("resource meta lvsdr maintenance=true");
        await Cluster.DoAsync("settled");
        // What the shell agent leaves to its successor: a table, and nothing that runs.
        await Cluster.DoAsync("on", node, "kill", "-KILL", host[1]);
        await Cluster.DoAsync("on", node, "rm", "-r", "/run/resource-agents/lvsdr-lvsdr");
        await Cluster.DoAsync("on", node, "crm_resource", "--resource", "lvsdr", "--force-start");
        await Cluster.PcsAsync("resource meta lvsdr maintenance=");
        await Cluster.DoAsync("settled");

        Assert.Equal(node, (await Cluster.HostAsync()).Split(' ')[0]);
        Assert.Equal("", await Cluster.DoAsync("witnessed"));
        foreach (var session in sessions)
        {
            await session.GoesOnAsync();
        }
    }

    private async Task WalkAsync(string way)
    {
        await BeginAsWrittenAsync(way);

        await Cluster.TableBecomesAsync(AllLines, Patience, "the table should have every standby.");
        // That round robin gives equal shares is for tests on a machine that is not this busy: a check that is late takes its server's
        // weight for a moment, and with every change of the table round robin begins anew.
        await Eventually.EqualAsync(
            string.Join(' ', Standbys.Append("outside").Order(StringComparer.Ordinal)),
            async () => string.Join(' ', (await Cluster.ConnectAsync(6)).Keys.Order(StringComparer.Ordinal)),
            "of six connections in a row every standby should answer some, and nobody else any.",
            2 * Patience);
    }
}

namespace LvsPluggable.Cluster.Tests;

/// <summary>One promotable resource in place of four resources, with the parameters of the README.</summary>
public sealed class PromotableTests(PacemakerCluster cluster) : ConfigurationTests(cluster)
{
    private const string OtherVip = "10.77.0.51";
    private const string Synchronised = "sync_interface=eth0 sync_id=7";

    private protected override string Parameters => """
        postgres_source="host=node1,node2,node3 user=postgres dbname=postgres" postgres_check="user=postgres dbname=postgres"
        """;

    private protected override bool HasOutside => true;

    private protected override Task BeginConfiguredAsync() => BeginPromotableAsync(Parameters);

    [SkippableFact]
    public async Task Sessions_go_on_when_the_director_is_moved_and_it_stays_where_it_is_then()
    {
        await BeginPromotableAsync($"{Parameters} {Synchronised} warm=true");
        await TableHasAsync(Servers, "the table should have every standby.");
        var sessions = await OpenSessionsAsync(servers: 3);
        var first = await Cluster.DoAsync("director");
        await Cluster.DoAsync("witness");

        await Cluster.PcsAsync($"resource ban reads-clone {first} --promoted");
        await Cluster.DoAsync("settled");
        var second = await Cluster.DoAsync("director");

        Assert.NotEqual(first, second);
        // Those who watch since a former test see it, too.
        Assert.Equal([$"{second} 3"], (await Cluster.DoAsync("witnessed")).Split('\n').Distinct());
        Assert.Equal(("lo", "eth0 lo"), (await InterfacesAsync(first), await InterfacesAsync(second)));
        Assert.Equal("", await Cluster.DoAsync("table", first));
        await AllGoOnAsync(sessions);
        await Cluster.PcsAsync("resource clear reads-clone");
        await Cluster.DoAsync("settled");
        Assert.Equal(second, await Cluster.DoAsync("director"));
        await AllGoOnAsync(sessions);
    }

    [SkippableFact]
    public async Task The_virtual_address_changes_and_no_instance_is_started_anew()
    {
        await BeginWithTableAsync();
        var host = await Cluster.HostAsync();
        var starts = await StartsAsync();
        var director = host.Split(' ')[0];

        await Cluster.UpdateAsync($"vip={OtherVip}");

        Assert.Equal((host, starts), (await Cluster.HostAsync(), await StartsAsync()));
        foreach (var node in PacemakerCluster.Nodes)
        {
            Assert.Equal(("", node == director ? "eth0 lo" : "lo"), (await InterfacesAsync(node), await InterfacesAsync(node, OtherVip)));
        }

        var saved = await Cluster.DoAsync("on", director, "ipvsadm-save", "-n");
        Assert.DoesNotContain("-A -t 10.77.0.50:5432", saved, StringComparison.Ordinal);
        Assert.Equal(3, saved.Split('\n').Count(line => line.StartsWith($"-a -t {OtherVip}:5432", StringComparison.Ordinal)));

        await Cluster.UpdateAsync("vip=10.77.0.50");
        await TableHasAsync(Servers, "the table should be that of the first address again.");
        Assert.Equal(3, (await Cluster.ConnectAsync(9)).Count);
    }

    [SkippableFact]
    public async Task A_director_in_standby_hands_over_and_is_a_real_server_when_it_comes_back()
    {
        await BeginWithTableAsync();
        var director = await DirectorBesideAStandbyAsync();

        await Cluster.PcsAsync($"node standby {director}");
        await Cluster.DoAsync("settled");
        var next = await Cluster.DoAsync("director");
        Assert.NotEqual(director, next);
        Assert.Equal(("", ""), (await Cluster.DoAsync("table", director), await InterfacesAsync(director)));
        // Its database is well and streams, but without the address the node does not answer.
        await TableHasAsync(Servers.Where(server => server != director), $"the table should be without {director}.");
        Assert.DoesNotContain("no-answer", (await Cluster.ConnectAsync(6)).Keys);

        await Cluster.PcsAsync($"node unstandby {director}");
        await Cluster.DoAsync("settled");
        await TableHasAsync(Servers, "after the node came back the table should have every standby.");
        Assert.Equal((next, "lo"), (await Cluster.DoAsync("director"), await InterfacesAsync(director)));
    }

    [SkippableFact]
    public async Task In_maintenance_and_when_Pacemaker_starts_anew_meanwhile_all_goes_on_and_the_director_stays()
    {
        await BeginWithTableAsync();
        var sessions = await OpenSessionsAsync(servers: 3);
        var host = await Cluster.HostAsync();

        await Cluster.PcsAsync("property set maintenance-mode=true");
        await Cluster.DoAsync(["stop-cluster", .. PacemakerCluster.Nodes]);
        await AllGoOnAsync(sessions);
        await Cluster.DoAsync(["start-cluster", .. PacemakerCluster.Nodes]);
        await Eventually.EqualAsync(
            PacemakerCluster.Nodes.Count,
            async () => (await Cluster.RunAsync("on", Primary, "crm_resource", "--locate", "--resource", "reads")).Output.Split('\n')
                .Count(line => line.Contains("is running on", StringComparison.Ordinal)),
            "Pacemaker should have found every instance.",
            2 * Patience);
        // Pacemaker has forgotten the promotion scores with everything else, and a probe has told it.
        await Cluster.DoAsync("heal");

        Assert.Equal(host, await Cluster.HostAsync());
        await AllGoOnAsync(sessions);
        await TableHasAsync(Servers, "the table should have every standby.");
    }

    [SkippableFact]
    public async Task Where_nothing_else_is_said_the_nodes_that_serve_are_the_real_servers()
    {
        await BeginPromotableAsync("");
        await Cluster.TableBecomesAsync(LinesOf(PacemakerCluster.Nodes), Patience, "every node should be a real server.");
        var idle = PacemakerCluster.Nodes.First(node => node != Primary);

        await AsWrittenAsync("cibadmin --modify", "node3", idle);
        try
        {
            await Cluster.DoAsync("settled");
            await Cluster.TableBecomesAsync(
                LinesOf(PacemakerCluster.Nodes.Where(node => node != idle)), Patience, $"{idle} should be no real server.");
            Assert.DoesNotContain("lo", await InterfacesAsync(idle), StringComparison.Ordinal);
        }
        finally
        {
            await Cluster.DoAsync("on", Primary, "cibadmin", "--delete", "--xpath", "//instance_attributes[@id='idle']");
        }

        await Cluster.DoAsync("settled");
        await Cluster.TableBecomesAsync(LinesOf(PacemakerCluster.Nodes), Patience, "every node should be a real server again.");
    }

    [SkippableFact]
    public async Task The_primarys_node_directs_only_while_no_other_can()
    {
        await BeginWithTableAsync();
        await AsWrittenAsync("pcs constraint location reads-clone rule constraint-id=off-primary");
        try
        {
            await Cluster.DoAsync("settled");
            Assert.NotEqual(Primary, await Cluster.DoAsync("director"));
            Assert.Equal("lo", await InterfacesAsync(Primary));

            await Cluster.PcsAsync($"node standby {string.Join(' ', Standbys)}");
            await Cluster.DoAsync("settled");
            Assert.Equal((Primary, "eth0 lo"), (await Cluster.DoAsync("director"), await InterfacesAsync(Primary)));

            await Cluster.PcsAsync($"node unstandby {string.Join(' ', Standbys)}");
            await Cluster.DoAsync("settled");
            Assert.NotEqual(Primary, await Cluster.DoAsync("director"));
        }
        finally
        {
            await Cluster.PcsAsync("constraint delete off-primary");
        }
    }

    [SkippableFact]
    public async Task With_avoid_primary_the_source_says_which_node_that_is()
    {
        await BeginWithTableAsync();
        await Cluster.PcsAsync($"node standby {string.Join(' ', Standbys)}");
        await Cluster.DoAsync("settled");
        await Cluster.PcsAsync($"node unstandby {string.Join(' ', Standbys)}");
        await Cluster.DoAsync("settled");
        Assert.Equal(Primary, await Cluster.DoAsync("director"));

        await AsWrittenAsync("pcs resource update reads avoid_primary=true");
        try
        {
            await Eventually.MeetsAsync(director => director != Primary && Standbys.Contains(director), () => Cluster.DoAsync("director"), "the director leaves the primary's node", Patience * 3);
            await Cluster.DoAsync("settled");
            Assert.Equal("lo", await InterfacesAsync(Primary));

            await Cluster.PcsAsync($"node standby {string.Join(' ', Standbys)}");
            await Cluster.DoAsync("settled");
            Assert.Equal((Primary, "eth0 lo"), (await Cluster.DoAsync("director"), await InterfacesAsync(Primary)));

            await Cluster.PcsAsync($"node unstandby {string.Join(' ', Standbys)}");
            await Eventually.MeetsAsync(director => director != Primary && Standbys.Contains(director), () => Cluster.DoAsync("director"), "another node directs again", Patience * 3);
        }
        finally
        {
            await Cluster.PcsAsync("resource update reads avoid_primary=");
        }
    }

    [SkippableFact]
    public async Task A_director_that_cannot_demote_is_stopped_and_another_one_has_the_address_alone()
    {
        await BeginWithTableAsync();
        var director = await Cluster.DoAsync("director");
        // The first attempt to take the address off fails, and every later one succeeds.
        await Cluster.DoAsync(
            "on", director, "bash", "-ec",
            "printf '#!/bin/sh\ncase \"$*\" in *\" del \"*\" dev eth0\") [ -e /run/failed ] || { : >/run/failed; exit 1; };; esac\nexec /run/real-ip \"$@\"\n' >/run/ip; "
            + "chmod 0755 /run/ip; cp /usr/bin/ip /run/real-ip; mount --bind /run/ip $(readlink -f /usr/bin/ip)");
        try
        {
            await Cluster.PcsAsync($"resource ban reads-clone {director} --promoted");
            await Cluster.DoAsync("settled");
        }
        finally
        {
            await Cluster.DoAsync("on", director, "umount", "--lazy", "/usr/bin/ip");
        }

        Assert.Equal(0, (await Cluster.RunAsync("on", director, "test", "-e", "/run/failed")).ExitCode);
        Assert.Equal("lo", await InterfacesAsync(director));
        Assert.Equal("", await Cluster.DoAsync("table", director));
        var next = await Cluster.DoAsync("director");
        Assert.Equal("eth0 lo", await InterfacesAsync(next));
        Assert.NotEqual(director, next);
        await Cluster.PcsAsync("resource clear reads-clone");
        await Cluster.PcsAsync("resource cleanup reads");
        await Cluster.DoAsync("settled");
    }

    private static IEnumerable<string> LinesOf(IEnumerable<string> nodes) => nodes.Select(node => $"{AddressOf(node)} 1");

    private static async Task AllGoOnAsync(IEnumerable<Session> sessions)
    {
        foreach (var session in sessions)
        {
            await session.GoesOnAsync();
        }
    }

    // Where a node has the virtual address, sorted.
    private async Task<string> InterfacesAsync(string node, string vip = "10.77.0.50") => string.Join(' ', (await Cluster.DoAsync("on", node, "ip", "-o", "address", "show", "to", vip))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).Order(StringComparer.Ordinal));

    // Every instance that is started makes a folder, which has a number of its own.
    private async Task<string> StartsAsync()
    {
        var folders = PacemakerCluster.Nodes.Select(node => Cluster.DoAsync("on", node, "stat", "--format=%i", "/run/resource-agents/lvs-promotable/reads"));
        return string.Join(' ', await Task.WhenAll(folders));
    }
}

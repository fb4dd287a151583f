namespace LvsPluggable.Cluster.Tests;

/// <summary>Changes of the running resource with <c>pcs resource update</c>.</summary>
public sealed class UpdateTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    [SkippableFact]
    public async Task Updates_from_configuration_1_to_2_to_3_cut_no_session_and_restart_nothing()
    {
        await BeginAsync($"{Configuration1Tests.Text} {Slowly}");
        await TableIsAsync(withOutside: false, "with configuration 1");
        var sessions = await OpenSessionsAsync(servers: 2);
        var host = await Cluster.HostAsync();

        // What people type: the new parameters, and the old ones emptied.
        await Cluster.UpdateAsync($"{Configuration2Tests.Text} {Configuration1Tests.Emptied}");
        await TableIsAsync(withOutside: true, "with configuration 2");
        await Cluster.UpdateAsync($"{Configuration3Tests.Text} {Configuration2Tests.Emptied}");
        await TableIsAsync(withOutside: true, "with configuration 3");

        Assert.Equal(host, await Cluster.HostAsync());
        foreach (var session in sessions)
        {
            await session.GoesOnAsync();
        }
    }

    [SkippableFact]
    public async Task A_plugin_is_dropped_in_upgraded_and_removed_under_sessions_and_pcs_knows_its_parameters_at_once()
    {
        await BeginAsync($"{Configuration3Tests.Text} {Slowly}");
        await TableIsAsync(withOutside: true, "with configuration 3");
        var host = await Cluster.HostAsync();

        await Cluster.DoAsync("plugin", "Outside");
        try
        {
            await Cluster.UpdateAsync($"outside_servers=\"{AddressOf(Standbys[0])}\" weight_of_realservers=");
            await HasWeightAsync(8, "the table should have the one server that the new plugin lists, with its weight.");
            Assert.Equal(host, await Cluster.HostAsync());
            var session = (await OpenSessionsAsync(servers: 1))[0];

            await Cluster.DoAsync("plugin", "Outside", "outside2");
            Assert.Contains("plugin outside: 1.0.0.0 is loaded, 2.0.0.0 is on the disk", await Cluster.DoAsync("status"), StringComparison.Ordinal);
            // A parameter of the upgraded one alone, for which Pacemaker asks the host that has the old one.
            await Cluster.UpdateAsync("outside_weight=5");
            await HasWeightAsync(5, "the upgraded plugin should be in use.");
            await session.GoesOnAsync();

            await Cluster.DoAsync("plugin", "");
            await Cluster.UpdateAsync("default_weight=2");
            await Eventually.MeetsAsync(
                said => said.Contains("belonged to plugin outside 2.0.0.0", StringComparison.Ordinal),
                () => Cluster.DoAsync("status"),
                "the status should be degraded.",
                Patience);
            await HasWeightAsync(5, "the last list should stay.");
            await session.GoesOnAsync();
        }
        finally
        {
            await Cluster.UpdateAsync("outside_servers= outside_weight= default_weight= weight_of_realservers=\"node1 node2 node3 10.77.0.4\"");
            await Cluster.DoAsync("plugin", "");
        }

        Task HasWeightAsync(int weight, string what) => Cluster.TableBecomesAsync([$"{AddressOf(Standbys[0])} {weight}"], Patience, what);
    }

    private Task TableIsAsync(bool withOutside, string when)
    {
        IEnumerable<string> lines = Standbys.Select(node => $"{AddressOf(node)} 1");
        return Cluster.TableBecomesAsync(
            withOutside ? lines.Append("10.77.0.4 1") : lines, Patience, $"{when} the table should have these servers.");
    }
}

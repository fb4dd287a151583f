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
    public async Task An_update_may_set_a_parameter_of_a_plugin_that_was_just_dropped_in()
    {
        await BeginAsync($"{Configuration3Tests.Text} {Slowly}");
        await TableIsAsync(withOutside: true, "with configuration 3");
        var host = await Cluster.HostAsync();

        await Cluster.DoAsync("plugin", "Outside");
        try
        {
            await Cluster.UpdateAsync($"outside_servers=\"{AddressOf(Standbys[0])}\" weight_of_realservers=");
            await Cluster.TableBecomesAsync(
                [$"{AddressOf(Standbys[0])} 8"], Patience, "the table should have the one server that the new plugin lists, with its weight.");
        }
        finally
        {
            await Cluster.UpdateAsync("outside_servers= weight_of_realservers=\"node1 node2 node3 10.77.0.4\"");
            await Cluster.DoAsync("plugin", "");
        }

        Assert.Equal(host, await Cluster.HostAsync());
    }

    private Task TableIsAsync(bool withOutside, string when)
    {
        IEnumerable<string> lines = Standbys.Select(node => $"{AddressOf(node)} 1");
        return Cluster.TableBecomesAsync(
            withOutside ? lines.Append("10.77.0.4 1") : lines, Patience, $"{when} the table should have these servers.");
    }
}

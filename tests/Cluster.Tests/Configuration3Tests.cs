using System.Diagnostics;

namespace LvsPluggable.Cluster.Tests;

/// <summary>Hosts in a list, and a script that checks each.</summary>
public sealed class Configuration3Tests(PacemakerCluster cluster) : ConfigurationTests(cluster)
{
    internal const string Text = """
        weight_of_realservers="node1 node2 node3 10.77.0.4" realserver_check_active_real_server_script="/opt/tools/check_active_slave psql \"port=5432 dbname=postgres user=postgres\" -h"
        """;

    private const string Well = "[@id='lvsdr_monitor_5000'][@rc-code='0']";
    private const string Degraded = "[@operation='monitor'][@rc-code='190']";

    private protected override string Parameters => Text;

    private protected override bool HasOutside => true;

    [SkippableFact]
    public async Task On_a_director_too_busy_for_any_check_no_server_leaves_the_table_and_no_session_is_cut()
    {
        // The default of doubt_timeout: what is in doubt for longer is removed, where not all are.
        var doubtTimeout = TimeSpan.FromSeconds(15);
        await BeginWithTableAsync();
        var sessions = await OpenSessionsAsync(servers: 3);
        var director = await Cluster.DoAsync("director");
        var (well, degraded) = (await RecordAsync(director, Well), await RecordAsync(director, Degraded));

        await Cluster.DoAsync("busy", director);
        try
        {
            await Eventually.MeetsAsync(
                said => said.Contains("is in doubt, so all of these keep their weight", StringComparison.Ordinal),
                async () =>
                {
                    // The first that is in doubt is so alone, for a moment, and has weight 0 for as long.
                    Assert.Equal(AddressesOf(AllLines), AddressesOf((await Cluster.DoAsync("table")).Split('\n')));
                    return await Cluster.DoAsync("status");
                },
                "every server should be in doubt.",
                2 * Patience);
            await Cluster.TableBecomesAsync(AllLines, Patience, "where doubt alone would leave no server, all should keep their weight.");
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < doubtTimeout * 1.5;)
            {
                Assert.Equal(AllLines.Order(StringComparer.Ordinal), (await Cluster.DoAsync("table")).Split('\n'));
            }

            await Eventually.MeetsAsync(
                record => record.Length > 0 && record != degraded,
                () => RecordAsync(director, Degraded),
                "Pacemaker should have noted that the director is degraded.",
                Patience);
            // Each was late twice before it was in doubt, and once more since.
            var calls = (await Cluster.DoAsync("on", director, "cat", "/run/busy")).Split('\n');
            Assert.All(AddressesOf(AllLines), address => Assert.InRange(calls.Count(call => IsAbout(call, address)), 3, int.MaxValue));
            foreach (var session in sessions)
            {
                await session.GoesOnAsync();
            }
        }
        finally
        {
            await Cluster.DoAsync("idle", director);
        }

        await Eventually.MeetsAsync(
            said => !said.Contains("in doubt", StringComparison.Ordinal), () => Cluster.DoAsync("status"), "nothing should be in doubt any more.", Patience);
        await Cluster.TableBecomesAsync(AllLines, Patience, "the table should have every standby when checks are in time again.");
        await Eventually.MeetsAsync(
            record => record.Length > 0 && record != well,
            () => RecordAsync(director, Well),
            "Pacemaker should have noted that the director is well again.",
            Patience);
        Assert.Equal(director, await Cluster.DoAsync("director"));
        foreach (var session in sessions)
        {
            await session.GoesOnAsync();
        }
    }

    private static IEnumerable<string> AddressesOf(IEnumerable<string> lines) => lines.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal);

    // Nodes go by their names.
    private static bool IsAbout(string arguments, string address) =>
        arguments.Split(' ').Intersect([address, .. PacemakerCluster.Nodes.Where(node => AddressOf(node) == address)]).Any();

    // What Pacemaker notes of the recurring monitor, where that says something new; empty for nothing. A degraded one goes among the failures.
    private async Task<string> RecordAsync(string node, string which) => (await Cluster.RunAsync(
        "on", node, "cibadmin", "--query", "--xpath", $"//node_state[@uname='{node}']//lrm_resource[@id='lvsdr']/lrm_rsc_op{which}")).Output;
}

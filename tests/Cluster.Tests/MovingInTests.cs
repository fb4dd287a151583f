namespace LvsPluggable.Cluster.Tests;

/// <summary>A cluster with the shell agent is led to the PostgreSQL plugin by what lvsdr prints for it.</summary>
public sealed class MovingInTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    private static readonly string Host = $"{Environment.GetEnvironmentVariable("LVSDR_INSTALLED")}/usr/lib/lvsdr/lvsdr";

    private bool _others;

    [SkippableFact]
    public async Task Each_step_that_convert_prints_leaves_the_table_as_it_is_and_no_session_is_cut()
    {
        PacemakerCluster.SkipOutside();
        await Cluster.ConfigureShellAgentAsync(Configuration2Tests.Text);
        await Cluster.TableBecomesAsync(await LinesAsync(), Patience, "the shell agent should list every standby.");
        var sessions = await OpenSessionsAsync(servers: 3);
        var director = await Cluster.DoAsync("director");
        await Cluster.DoAsync("witness");

        foreach (var step in await StepsAsync(director))
        {
            await DoAsync(step, director);
            if (!step.StartsWith("lvsdr ", StringComparison.Ordinal))
            {
                await Cluster.DoAsync("settled");
            }

            await Cluster.TableBecomesAsync(await LinesAsync(), Patience, $"after this step the table should be what it was: {step}");
            Assert.Equal(director, await Cluster.DoAsync("director"));
        }

        // The address has not moved, and the plugin asks.
        Assert.Equal("", await Cluster.DoAsync("witnessed"));
        Assert.Contains("postgres", await Cluster.DoAsync("status"), StringComparison.Ordinal);
        foreach (var session in sessions)
        {
            await session.GoesOnAsync();
        }
    }

    // What is printed for people without its comments.
    private async Task<IReadOnlyList<string>> StepsAsync(string node)
    {
        await Cluster.DoAsync("on", node, "sh", "-c", "cibadmin --query >/run/cib.xml");
        var printed = await Cluster.DoAsync("on", node, Host, "convert", "pha4pgsql", "/run/cib.xml");
        var commands = printed.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        Assert.Equal(
            [
                "apt", "pcs", "apt", "crm_resource", "lvsdr", "crm_resource", "pcs", "install", "lvsdr",
                "pcs", "pcs", "crm_resource", "lvsdr", "crm_resource", "pcs",
            ],
            commands.Select(command => command.Split(' ')[0]));
        return commands;
    }

    // Here are no packages: of what they do it is the agent's file that matters. It is the others' turn first.
    private async Task DoAsync(string step, string director)
    {
        if (!step.StartsWith("apt ", StringComparison.Ordinal))
        {
            await Cluster.DoAsync("on", director, "bash", "-ec", $"lvsdr() {{ {Host} \"$@\"; }}; {step}");
        }
        else if (_others)
        {
            await Cluster.DoAsync("native-agent", director);
        }
        else
        {
            _others = true;
            await Cluster.DoAsync(["native-agent", .. PacemakerCluster.Nodes.Where(node => node != director)]);
        }
    }

    private async Task<IEnumerable<string>> LinesAsync()
    {
        var primary = await Cluster.DoAsync("primary");
        return [.. PacemakerCluster.Nodes.Where(node => node != primary).Select(node => $"{AddressOf(node)} 1"), $"{AddressOf("outside")} 1"];
    }
}

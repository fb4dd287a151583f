using System.Text.RegularExpressions;

namespace LvsPluggable.Cluster.Tests;

/// <summary>The role of deploy/ansible, with the playbook of docs/ansible.md.</summary>
public sealed partial class AnsibleTests(PacemakerCluster cluster) : ClusterTest(cluster)
{
    private const string Password = "/etc/lvsdr/postgres-password";

    [SkippableFact]
    [Trait("Category", "Brief")]
    public async Task The_playbook_leads_to_balanced_reads_and_run_again_it_changes_nothing()
    {
        PacemakerCluster.SkipOutside();
        await Cluster.EmptyAsync();
        var node = PacemakerCluster.Nodes[0];
        await Cluster.DoAsync("on", node, "rm", Password);

        // The password and the resource.
        Assert.Equal(2, await PlayAsync(node));

        await Cluster.DoAsync("settled");
        Assert.Equal("secret\n600 root", await Cluster.DoAsync("on", node, "sh", "-c", $"cat {Password} && stat -c '%a %U' {Password}"));
        var primary = await Cluster.DoAsync("primary");
        var lines = PacemakerCluster.Nodes.Where(other => other != primary).Append("outside").Select(host => $"{AddressOf(host)} 1").ToList();
        await Cluster.TableBecomesAsync(lines, Patience, "the table should have every standby.");

        Assert.Equal(0, await PlayAsync(node));

        // What is done once is done on the first node.
        var host = await Cluster.HostAsync();
        Assert.Equal(0, await PlayAsync(PacemakerCluster.Nodes[1], "postgres_max_lag"));
        Assert.Equal(1, await PlayAsync(node, "postgres_max_lag"));
        await Cluster.DoAsync("settled");
        Assert.Contains("postgres_max_lag=30s", await Cluster.PcsAsync("resource config reads"), StringComparison.Ordinal);
        Assert.Equal(host, await Cluster.HostAsync());
        await Cluster.TableBecomesAsync(lines, Patience, "the table should be what it was.");
    }

    // How much it says that it changed.
    private async Task<int> PlayAsync(string node, string? parameter = null)
    {
        string[] more = parameter is null
            ? []
            : ["-e", "{\"lvsdr_parameters\": {\"vip\": \"10.77.0.50\", \"port\": 5432, \"" + parameter + "\": \"30s\", "
                + "\"postgres_source\": \"host=node1,node2,node3 user=lvsdr dbname=postgres\", \"postgres_check\": \"user=lvsdr dbname=postgres\", "
                + "\"postgres_password_file\": \"" + Password + "\"}}"];
        var said = await Cluster.DoAsync(["play", node, .. more]);
        var recap = Recap().Match(said);
        Assert.True(recap.Success, said);
        return int.Parse(recap.Groups["changed"].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\S+\s+: ok=\d+\s+changed=(?<changed>\d+)\s+unreachable=0\s+failed=0\s", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Recap();
}

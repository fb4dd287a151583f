using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests.Live;

public class LiveClusterTests(OneNodeCluster cluster, ITestOutputHelper output) : IClassFixture<OneNodeCluster>
{
    private static readonly AttributeRule Rule = new("pgsql-status", AttributeValue.Parse("HS:(a?sync|potential)"));

    [SkippableFact]
    public async Task A_running_resource_lists_its_node()
    {
        Skip.IfNot(cluster.Missing is null, cluster.Missing);
        await using var source = new ClusterSource(View(), ClusterSource.NodesOf("server-clone", null));

        var servers = await source.GetRealServersAsync(CancellationToken.None);

        Assert.Equal(["node1"], servers.Select(server => server.Host));
    }

    [SkippableFact]
    public async Task An_attribute_that_crm_attribute_changes_is_seen_within_half_a_second()
    {
        Skip.IfNot(cluster.Missing is null, cluster.Missing);
        await cluster.RunAsync("crm_attribute -N node1 -n pgsql-status -l reboot -v STOP");
        await using var check = new AttributeCheck(Question(), Rule);
        await UntilAsync(check, HealthStatus.Unhealthy);

        var times = new List<TimeSpan>();
        for (var round = 0; round < 10; round++)
        {
            var (value, status) = round % 2 == 0 ? ("HS:sync", HealthStatus.Healthy) : ("STOP", HealthStatus.Unhealthy);
            var start = Stopwatch.GetTimestamp();
            await cluster.RunAsync($"crm_attribute -N node1 -n pgsql-status -l reboot -v {value}");
            await UntilAsync(check, status);
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        output.WriteLine($"From the start of crm_attribute to the changed answer, in ms: {string.Join(' ', times.Select(time => $"{time.TotalMilliseconds:0}"))}");
        Assert.True(times[times.Count / 2] < TimeSpan.FromMilliseconds(500), $"the median is {times[times.Count / 2].TotalMilliseconds:0} ms");
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("-l reboot ")]
    public async Task An_attribute_that_crm_attribute_sets_drains_until_it_is_taken_back(string lifetime)
    {
        Skip.IfNot(cluster.Missing is null, cluster.Missing);
        await using var check = new DrainCheck(Question(), "lvsdr-drain-reads");
        await UntilAsync(check, HealthStatus.Healthy);

        await cluster.RunAsync($"crm_attribute -N node1 -n lvsdr-drain-reads {lifetime}-v true");
        await UntilAsync(check, HealthStatus.Drain);
        await cluster.RunAsync($"crm_attribute -N node1 -n lvsdr-drain-reads {lifetime}-D");
        await UntilAsync(check, HealthStatus.Healthy);
    }

    private static async Task UntilAsync<T>(T check, HealthStatus status)
        where T : IHealthCheck, IWakeable
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        while ((await check.CheckAsync(deadline.Token)).Status != status)
        {
            await check.WaitForChangeAsync(deadline.Token);
        }
    }

    private NodeQuestion Question() => new(
        new RealServer { Host = "node1", Address = IPAddress.Loopback },
        View(),
        new NodeFinder(TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([])),
        TimeProvider.System,
        Eventually.Deadline);

    private ClusterView View() => ClusterView.Create(
        new CrmMon(cluster.CrmMon, TimeSpan.FromSeconds(10)), TimeSpan.FromSeconds(10), QuorumLoss.Keep, TimeProvider.System, NullLogger.Instance);
}

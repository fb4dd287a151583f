using System.Net;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>The metrics of a host are what the kernel says, however they are asked for.</summary>
public sealed class PrometheusTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const int Port = 9117;

    [SkippableFact]
    public async Task What_is_measured_is_what_the_kernel_says_and_a_server_that_dies_is_seen()
    {
        var agent = await StartListAsync(
            $"{Laboratory.Address(1)} {Laboratory.Address(2)}", ("tcp_check", "true"), ("metrics_listen", $"127.0.0.1:{Port}"));
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        await Laboratory.ConnectAsync(times: 6);
        using var held = await Laboratory.HoldAsync();

        await BecomesWhatTheKernelSaysAsync(() => ScrapeAsync("text/plain"));
        var file = Path.Combine(Folder, "lvsdr.prom");
        await BecomesWhatTheKernelSaysAsync(async () =>
        {
            (await agent.CallAsync("metrics", "--output", file)).Expect(OcfCode.Success);
            return await File.ReadAllTextAsync(file);
        });

        var written = await File.ReadAllTextAsync(file);
        Assert.Contains("lvsdr_check_results_total{", written, StringComparison.Ordinal);
        Assert.Contains("lvsdr_pass_duration_seconds_count{", written, StringComparison.Ordinal);
        (await Shell.RunAsync("sh", "-c", "promtool check metrics <\"$1\"", "check", file)).Expect(0);
        Assert.EndsWith("# EOF\n", await ScrapeAsync("application/openmetrics-text"), StringComparison.Ordinal);

        await Laboratory.CutAsync("rs2");
        await TableBecomesAsync(Table((1, 1)), Patience);
        var text = await ScrapeAsync("text/plain");
        Assert.Contains($"{Server("state", 2, ",state=\"down\"")} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"{Server("up", 2)} 0\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Server("weight", 2), text, StringComparison.Ordinal);
        Assert.Contains($"lvsdr_service_servers_up{{director=\"db\",service=\"{Service}\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"lvsdr_changes_total{{director=\"db\",service=\"{Service}\",kind=\"remove_server\"}} 1\n", text, StringComparison.Ordinal);
    }

    // The kernel adds its counts up every two seconds, and packets may be on their way still.
    private static Task BecomesWhatTheKernelSaysAsync(Func<Task<string>> measured) => Eventually.HoldsAsync(
        async () =>
        {
            var before = await CountsAsync();
            return HasAll(await measured(), before) && before.SequenceEqual(await CountsAsync(), StringComparer.Ordinal)
                && before.Where(line => line.Contains("_connections_total", StringComparison.Ordinal)).All(line => !line.EndsWith(" 0", StringComparison.Ordinal));
        },
        "what is measured should be what ipvsadm says, and more than nothing",
        Patience);

    private static bool HasAll(string text, IEnumerable<string> lines) => lines.All(text.Split('\n').ToHashSet(StringComparer.Ordinal).Contains);

    private static string Server(string metric, int number, string more = "") =>
        $"lvsdr_server_{metric}{{director=\"db\",service=\"{Service}\",server=\"{Laboratory.Address(number)}\",address=\"{Laboratory.Address(number)}:{Laboratory.Port}\"{more}}}";

    // What ipvsadm says of both servers, as lines of Prometheus' text.
    private static async Task<IReadOnlyList<string>> CountsAsync()
    {
        var stats = (await Shell.RunAsync("ipvsadm", "-Ln", "--stats", "--exact")).Expect(0).Output;
        var lines = new List<string>();
        foreach (var number in (int[])[1, 2])
        {
            var address = $"{Laboratory.Address(number)}:{Laboratory.Port}";
            var words = stats.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(line => line.Length == 7 && line[1] == address);
            string[] metrics = ["connections", "incoming_packets", "outgoing_packets", "incoming_bytes", "outgoing_bytes"];
            lines.AddRange(metrics.Select((metric, index) => $"{Server($"{metric}_total", number)} {words[index + 2]}"));

            var active = await Ipvsadm.ActiveConnectionsAsync(Service, address);
            lines.Add($"{Server("active_connections", number)} {active}");
        }

        return lines;
    }

    private static async Task<string> ScrapeAsync(string accept)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{Port}/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}

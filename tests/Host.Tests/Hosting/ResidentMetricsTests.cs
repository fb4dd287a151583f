using System.Net;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Tests.Web;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class ResidentMetricsTests : ResidentScene
{
    [Fact]
    public async Task A_host_that_is_asked_tells_its_metrics_and_counts_what_it_does_from_then_on()
    {
        await StartAsync(Given("192.0.2.11,5 192.0.2.12"));

        var first = await CollectAsync();
        Assert.Equal(["5", "1"], Values(first, "lvsdr_server_weight"));
        Assert.DoesNotContain(first, family => family.Name == "lvsdr_changes_total");

        Assert.Null((await ReloadAsync("192.0.2.11,6")).Problem);
        var second = await CollectAsync();
        Assert.Equal(["6"], Values(second, "lvsdr_server_weight"));
        Assert.Equal(
            ["edit_server 1", "remove_server 1"],
            second.Single(family => family.Name == "lvsdr_changes_total").Samples.Select(sample => $"{sample.Labels[^1]} {sample.Value}").Order(StringComparer.Ordinal));
        Assert.NotEmpty(second.Single(family => family.Name == "lvsdr_pass_duration_seconds").Samples);
    }

    [Fact]
    public async Task Prometheus_reads_them_where_metrics_listen_says_also_after_a_reload()
    {
        var (first, second) = (WebScene.FreePort(), WebScene.FreePort());
        await StartAsync(new(Given("192.0.2.11,5"), StringComparer.Ordinal) { ["metrics_listen"] = $"{first}" });
        using var client = new HttpClient();

        var text = await ScrapeAsync(client, first, "*/*");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", text.Type);
        Assert.Contains("""lvsdr_server_weight{director="lvs",service="-t 192.0.2.1:80",server="192.0.2.11",address="192.0.2.11:80"} 5""", text.Body, StringComparison.Ordinal);
        var open = await ScrapeAsync(client, first, "application/openmetrics-text");
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", open.Type);
        Assert.EndsWith("# EOF\n", open.Body, StringComparison.Ordinal);

        var changed = new Dictionary<string, string>(Given("192.0.2.11,5"), StringComparer.Ordinal) { ["metrics_listen"] = $"{second}" };
        Assert.Null((await AskAsync(new ControlRequest { Command = ControlRequest.ReloadCommand, Parameters = changed })).Problem);
        Assert.Contains("lvsdr_up", (await ScrapeAsync(client, second, "*/*")).Body, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync($"http://{first}/metrics"));
    }

    // It listens soon after the start, not before its end.
    private static async Task<(string Type, string Body)> ScrapeAsync(HttpClient client, IPEndPoint address, string accept)
    {
        (string, string)? answer = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{address}/metrics");
                    request.Headers.TryAddWithoutValidation("Accept", accept);
                    using var response = await client.SendAsync(request);
                    answer = (response.Content.Headers.ContentType!.ToString(), await response.Content.ReadAsStringAsync());
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "metrics are there");
        return answer!.Value;
    }

    private async Task<IReadOnlyList<MetricFamily>> CollectAsync() =>
        (await AskAsync(new ControlRequest { Command = ControlRequest.MetricsCommand })).Metrics!;

    private static IEnumerable<string> Values(IReadOnlyList<MetricFamily> families, string name) =>
        families.Single(family => family.Name == name).Samples.Select(sample => $"{sample.Value}");
}

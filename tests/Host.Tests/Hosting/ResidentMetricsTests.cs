using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Metrics;

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

    private async Task<IReadOnlyList<MetricFamily>> CollectAsync() =>
        (await AskAsync(new ControlRequest { Command = ControlRequest.MetricsCommand })).Metrics!;

    private static IEnumerable<string> Values(IReadOnlyList<MetricFamily> families, string name) =>
        families.Single(family => family.Name == name).Samples.Select(sample => $"{sample.Value}");
}

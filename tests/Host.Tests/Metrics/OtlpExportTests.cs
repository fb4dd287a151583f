using System.Net;
using System.Text;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Tests.Web;

namespace LvsPluggable.Host.Tests.Metrics;

public sealed class OtlpExportTests : IDisposable
{
    private readonly MeasuredHost _host = new();
    private readonly HttpListener _collector = new();
    private readonly Dictionary<string, string> _variables;
    private volatile string _received = "";

    public OtlpExportTests()
    {
        var address = $"http://{WebScene.FreePort()}/";
        _collector.Prefixes.Add(address);
        _collector.Start();
        _variables = new(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "50",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=laboratory",
        };
        foreach (var (name, value) in _variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _ = CollectAsync();
    }

    public void Dispose()
    {
        foreach (var name in _variables.Keys)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        _collector.Close();
        _host.Dispose();
    }

    [Fact]
    public async Task A_collector_gets_the_metrics_with_the_instance_and_what_the_environment_adds()
    {
        using var export = new OtlpExport("reads", _host.Metrics);

        await Eventually.HoldsAsync(() => _received.Contains("lvsdr_server_weight", StringComparison.Ordinal), "metrics have come");
        Assert.All(
            ["node2", "service.instance.id", "reads", "deployment.environment.name", "laboratory", "lvsdr_postgres_replication_lag_seconds"],
            words => Assert.Contains(words, _received, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_gone_is_sent_no_more()
    {
        using var export = new OtlpExport("reads", _host.Metrics);
        await Eventually.HoldsAsync(() => _received.Contains("node2", StringComparison.Ordinal), "the server has come");

        var service = _host.Status.Services[0];
        _host.Status = _host.Status with { Services = [service with { Servers = [MeasuredHost.Server("node3", "fd00::3", ServerState.Up, 1)] }] };
        _host.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.HoldsAsync(
            () => _received.Contains("node3", StringComparison.Ordinal) && !_received.Contains("node2", StringComparison.Ordinal), "it is gone");
    }

    private async Task CollectAsync()
    {
        while (_collector.IsListening)
        {
            var context = await _collector.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            if (context.Request.Url!.AbsolutePath == "/v1/metrics")
            {
                _received = text;
            }

            context.Response.Close();
        }
    }
}

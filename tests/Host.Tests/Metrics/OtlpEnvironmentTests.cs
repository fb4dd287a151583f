using LvsPluggable.Host.Metrics;

namespace LvsPluggable.Host.Tests.Metrics;

public sealed class OtlpEnvironmentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true, "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317")]
    [InlineData(true, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://collector:4317", "OTEL_METRICS_EXPORTER=otlp")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=")]
    [InlineData(false, "OTEL_RESOURCE_ATTRIBUTES=a=b")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317", "OTEL_METRICS_EXPORTER=none")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317", "OTEL_SDK_DISABLED=TRUE")]
    public void Metrics_are_sent_where_an_endpoint_is_named_and_nobody_says_no(bool asks, params string[] environment) =>
        Assert.Equal(asks, OtlpEnvironment.AsksFor(Of(environment)));

    [Fact]
    public void Every_variable_that_the_exporter_would_pass_over_gets_a_sentence()
    {
        Assert.Empty(OtlpEnvironment.MistakesIn(Of(
            "OTEL_EXPORTER_OTLP_ENDPOINT=https://collector:4318", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_METRIC_EXPORT_INTERVAL=1000")));

        Assert.Equal(
            [
                "OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317 should be an http or https URL, such as http://collector:4318.",
                "OTEL_EXPORTER_OTLP_PROTOCOL=json should be grpc or http/protobuf.",
                "OTEL_METRIC_EXPORT_INTERVAL=10s should be a number of milliseconds.",
            ],
            OtlpEnvironment.MistakesIn(Of("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=json", "OTEL_METRIC_EXPORT_INTERVAL=10s")));
    }

    private static Func<string, string?> Of(params string[] environment)
    {
        var variables = environment.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return name => variables.GetValueOrDefault(name);
    }
}

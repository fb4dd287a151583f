namespace LvsPluggable.Host.Metrics;

/// <summary>
/// What the environment says of sending metrics to a collector of OpenTelemetry, by the variables of its specification
/// (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
/// </summary>
internal static class OtlpEnvironment
{
    // Those of the specification that say that somebody wants metrics at all.
    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
    private static readonly string[] Protocols = ["OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];
    private static readonly string[] Spans = ["OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT"];

    /// <summary>Whether it asks for it.</summary>
    /// <param name="variable">Gives a variable; null for one that is not there.</param>
    public static bool AsksFor(Func<string, string?> variable) =>
        Endpoints.Any(name => !string.IsNullOrWhiteSpace(variable(name)))
        && !string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && variable("OTEL_METRICS_EXPORTER") is null or "" or "otlp";

    /// <summary>What is wrong with it, a sentence for each variable; the exporter itself would say nothing, and go by a default.</summary>
    /// <param name="variable">Gives a variable; null for one that is not there.</param>
    public static IReadOnlyList<string> MistakesIn(Func<string, string?> variable) =>
    [
        .. Wrong(Endpoints, variable, IsUrl, "an http or https URL, such as http://collector:4318"),
        .. Wrong(Protocols, variable, text => text is "grpc" or "http/protobuf", "grpc or http/protobuf"),
        .. Wrong(Spans, variable, text => int.TryParse(text, out var number) && number > 0, "a number of milliseconds"),
    ];

    private static IEnumerable<string> Wrong(string[] names, Func<string, string?> variable, Func<string, bool> isRight, string right) => names
        .Select(name => (Name: name, Text: variable(name)))
        .Where(pair => !string.IsNullOrWhiteSpace(pair.Text) && !isRight(pair.Text))
        .Select(pair => $"{pair.Name}={pair.Text} should be {right}.");

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}

using System.Text.Json;
using System.Text.RegularExpressions;
using LvsPluggable.Host.Metrics;

namespace LvsPluggable.Host.Tests.Metrics;

/// <summary>The alerts and the dashboard of deploy/prometheus against the metrics that there are.</summary>
public sealed partial class PrometheusFilesTests
{
    private const string Folder = "deploy/prometheus/";

    // Those that Prometheus and node_exporter bring, with the labels that are used of them.
    private static readonly Dictionary<string, string[]> OfOthers = new(StringComparer.Ordinal)
    {
        ["up"] = ["job"],
        ["node_textfile_mtime_seconds"] = ["file"],
    };

    private static readonly string[] OfEverybody = ["instance", "job", "le"];

    public static TheoryData<string> Queries => [.. OfDashboard().Concat(OfAlerts())];

    [Fact]
    public void There_are_queries_to_look_at()
    {
        Assert.True(OfDashboard().Count() > 20);
        Assert.True(OfAlerts().Count() > 10);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_asks_for_metrics_and_labels_that_there_are(string query)
    {
        var metrics = Metric().Matches(query).Select(match => (Name: match.Value, Labels: LabelsOf(match.Value))).ToList();

        Assert.NotEmpty(metrics);
        Assert.All(metrics, metric => Assert.True(metric.Labels is not null, $"there is no metric {metric.Name}"));
        var labels = metrics.SelectMany(metric => metric.Labels!).Concat(OfEverybody).ToHashSet(StringComparer.Ordinal);
        Assert.All(Matched().Matches(query).Select(match => match.Groups["label"].Value), label => Assert.Contains(label, labels));
        Assert.All(
            Grouped().Matches(query).SelectMany(match => match.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries)),
            label => Assert.Contains(label, labels));
    }

    [Fact]
    public void Every_query_of_the_dashboard_is_one_for_Prometheus()
    {
        var queries = OfDashboard().Where(query => !query.StartsWith("label_values(", StringComparison.Ordinal));
        var rules = queries.Select((query, index) => new { record = $"query_{index}", expr = Filled(query) });
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(new { groups = new[] { new { name = "dashboard", rules } } }));

            var (code, said) = Promtool.Run("", "check", "rules", file);

            Assert.True(code == 0, said);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_alerts_are_raised_when_their_tests_say_so()
    {
        var (code, said) = Promtool.Run("", "test", "rules", Repository.PathOf(Folder + "lvsdr.rules.test.yml"));

        Assert.True(code == 0, said);
    }

    [Fact]
    public void Every_alert_has_a_test() => Assert.All(
        Alert().Matches(Rules()).Select(match => match.Groups["name"].Value),
        name => Assert.Contains($"alertname: {name}\n", File.ReadAllText(Repository.PathOf(Folder + "lvsdr.rules.test.yml")), StringComparison.Ordinal));

    [Fact]
    public void Panels_of_the_dashboard_have_a_place_each_and_say_what_they_show()
    {
        using var dashboard = Dashboard();
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("gridPos").GetRawText()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(
            panels.Where(panel => panel.GetProperty("type").GetString() != "row"),
            panel => Assert.NotEqual("", panel.GetProperty("description").GetString()));
    }

    private static IReadOnlyList<string>? LabelsOf(string metric)
    {
        if (OfOthers.TryGetValue(metric, out var others))
        {
            return others;
        }

        var family = KnownMetrics.All.FirstOrDefault(family => family.Name == metric)
            ?? KnownMetrics.All.FirstOrDefault(family => family.Kind == MetricKind.Histogram && metric == family.Name + "_bucket");
        return family is { Kind: MetricKind.Histogram } && family.Name == metric ? null : family?.Labels;
    }

    private static IEnumerable<string> OfDashboard()
    {
        using var dashboard = Dashboard();
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!));
        var variables = dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray()
            .Where(variable => variable.GetProperty("type").GetString() == "query")
            .Select(variable => variable.GetProperty("query").GetProperty("query").GetString()!);
        return [.. panels, .. variables];
    }

    private static IEnumerable<string> OfAlerts() => Expression().Matches(Rules()).Select(match => match.Groups["query"].Value);

    private static string Rules() => File.ReadAllText(Repository.PathOf(Folder + "lvsdr.rules.yml"));

    private static JsonDocument Dashboard() => JsonDocument.Parse(File.ReadAllText(Repository.PathOf(Folder + "lvsdr.dashboard.json")));

    // What Grafana puts in.
    private static string Filled(string query) =>
        query.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$director", ".*", StringComparison.Ordinal).Replace("$service", ".*", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w$.])(?:lvsdr_\w+|node_\w+|up)(?!\w)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();

    [GeneratedRegex(@"[{,]\s*(?<label>\w+)\s*(=~|!~|!=|=)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Matched();

    [GeneratedRegex(@"\b(by|on|without)\s*\((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^ +expr: (?<query>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"^ +- alert: (?<name>\w+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alert();
}

using System.Text.RegularExpressions;
using LvsPluggable.Host.Tests.Metrics;

namespace LvsPluggable.Host.Tests.Docs;

/// <summary>docs/metrics.md against the instruments that there are.</summary>
public sealed partial class MetricsPageTests
{
    [Fact]
    public void Every_metric_has_a_row_with_its_kind_and_labels() => Assert.Equal(
        KnownMetrics.All.Select(family => (family.Name, family.Kind.ToString().ToLowerInvariant(), string.Join(", ", family.Labels.Skip(1)))).Order(),
        Row().Matches(File.ReadAllText(Repository.PathOf("docs/metrics.md")))
            .Select(row => (row.Groups["name"].Value, row.Groups["kind"].Value, row.Groups["labels"].Value.Trim())).Order());

    [Fact]
    public void Every_metric_has_the_director_as_its_first_label() =>
        Assert.All(KnownMetrics.All, family => Assert.Equal("director", family.Labels[0]));

    [GeneratedRegex(@"^\| `(?<name>lvsdr_\w+)` \| (?<kind>\w+) \|(?<labels>[a-z, ]*)\|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
